package io.github.gradtape.cli;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.DomainProvider;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.Examination;
import io.github.gradtape.tape.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds every op to the laws of derivatives, and the laws to mutants of every op. */
@Command(
        name = "check",
        description =
                "Holds every op to the laws of derivatives, and the laws to mutants: wrong versions of the op, none of "
                        + "which may pass. Checks the built-in ops, and those of each DomainProvider on the class path.",
        footer = {"", "Exit status: 0 if all is well, 1 if a law is broken or a mutant survives, 2 for a wrong option."
        })
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--op",
            paramLabel = "NAME",
            description = "This op alone, with each law and the kill matrix, for example Softmax.")
    private Optional<String> op = Optional.empty();

    @Option(names = "--all", description = "Every op, a line each. The default.")
    private boolean all;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "15",
            description = "Random calls of each op, besides its corners. Default: ${DEFAULT-VALUE}.")
    private int tries;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        CommonOptions.require(spec, tries >= 1, "--tries", tries + " must be at least 1");
        CommonOptions.require(spec, op.isEmpty() || !all, "--op", "it cannot be used with --all");
        Map<String, Domain> domains = domains();
        CheckReport report = new CheckReport(new Lines(spec.commandLine().getOut()));
        if (op.isPresent()) {
            String name = find(op.get(), List.copyOf(domains.keySet()));
            examine(name, domains.get(name), found -> report.printDetails(name, domains.get(name), found), report);
        } else {
            domains.forEach(
                    (name, domain) -> examine(name, domain, found -> report.printLine(name, domain, found), report));
        }
        return report.printSummary() ? 0 : 1;
    }

    private void examine(String name, Domain domain, Consumer<Examination> print, CheckReport report) {
        Examination found;
        try {
            found = Examination.of(domain, tries, common.seed());
        } catch (RuntimeException e) {
            report.printBrokenDomain(name, e);
            return;
        }
        print.accept(found);
    }

    /** By the op's simple name; by its full name if another op has it. */
    private Map<String, Domain> domains() {
        Map<String, Domain> domains = new LinkedHashMap<>();
        Domains.all().forEach((type, domain) -> domains.put(type.getSimpleName(), domain));
        try {
            for (DomainProvider provider : ServiceLoader.load(DomainProvider.class)) {
                for (Map.Entry<Class<? extends Op>, Domain> own :
                        provider.domains().entrySet()) {
                    String name = own.getKey().getSimpleName();
                    domains.put(domains.containsKey(name) ? own.getKey().getName() : name, own.getValue());
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new ParameterException(
                    spec.commandLine(), "Ops on the class path cannot be had: " + e.getMessage(), e);
        }
        return domains;
    }

    private String find(String wanted, List<String> names) {
        for (String name : names) {
            if (name.equalsIgnoreCase(wanted)) {
                return name;
            }
        }
        List<String> near = NearNames.of(wanted, names);
        throw CommonOptions.refusal(
                spec,
                "--op",
                "there is no op '" + wanted + "'"
                        + (near.isEmpty()
                                ? "; --all shows them all"
                                : "; did you mean " + String.join(" or ", near) + "?"));
    }
}
