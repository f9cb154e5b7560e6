// The laws have run, all of them and without fault, and so has the test that shows them fail for a wrong op.
def suite(String name) {
    def report = new File(basedir, "target/surefire-reports/TEST-com.example.swish.${name}.xml")
    assert report.file : "${name} has not run: there is no ${report}"
    def suite = new groovy.xml.XmlSlurper().parse(report)
    ['failures', 'errors', 'skipped'].each { what -> assert suite["@${what}"] == '0' : "${name} has ${what}" }
    return suite
}

def laws = suite('SwishTest').testcase.collect { it.@name.text() }
assert laws.size() >= 9 : "of the laws only ${laws} have run"
assert laws.any { it.startsWith('theVjpAgreesWithDifferences') } : "not among the laws: ${laws}"
assert suite('WrongSwishTest').testcase.size() == 2

// Beside the jar stand its sources, from which an IDE shows the Javadoc.
def installed = new File(localRepositoryPath, 'io/github/gradtape/gradtape')
def sources = []
installed.eachFileRecurse { if (it.name.endsWith('-sources.jar')) sources << it }
assert !sources.isEmpty() : "no sources in ${installed}"
for (jar in sources) {
    new java.util.zip.ZipFile(jar).withCloseable {
        assert it.getEntry('io/github/gradtape/ops/Ops.java') != null : "no Ops.java in ${jar}"
    }
}
