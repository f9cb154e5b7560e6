package io.github.gradtape;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.ops.Concatenate;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No op without its laws: each has a domain and a test that holds it to them. */
class EveryOpTest {

    static Stream<Class<?>> ops() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.gradtape.tape", "io.github.gradtape.ops")
                        .stream()
                        .filter(type -> type.isAssignableTo(Op.class) && !type.isInterface())
                        .map(JavaClass::reflect);
    }

    @Test
    void thereAreMany() {
        assertTrue(ops().count() > 40, () -> ops().toList().toString());
    }

    @ParameterizedTest
    @MethodSource("ops")
    void isARecord(Class<?> op) {
        assertTrue(op.isRecord(), () -> op + " is an op, but no record");
    }

    @ParameterizedTest
    @MethodSource("ops")
    void hasATestThatHoldsItToTheLaws(Class<?> op) {
        String test = op.getPackageName() + "." + op.getSimpleName() + "Test";
        Class<?> found = assertDoesNotThrow(() -> Class.forName(test), () -> op + " has no test " + test);
        assertTrue(OpLaws.class.isAssignableFrom(found), () -> test + " does not implement OpLaws");
    }

    /** All but that which joins as many as it is given. */
    static Stream<Class<? extends Op>> opsOfAFixedNumberOfPrimals() {
        return Domains.all().keySet().stream().filter(op -> op != Concatenate.class);
    }

    @ParameterizedTest
    @MethodSource("opsOfAFixedNumberOfPrimals")
    void refusesAnotherNumberOfPrimals(Class<? extends Op> type) {
        Case call = Domains.of(type).sample(new SplittableRandom(1));
        Tensor[] right = call.primals().toArray(Tensor[]::new);
        for (int count : new int[] {right.length - 1, right.length + 1}) {
            Tensor[] primals = Arrays.copyOf(right, count);
            if (count > right.length) {
                primals[right.length] = right[right.length - 1];
            }
            String refusal = "takes " + right.length + " primals?(, .*)?, was given " + count;
            assertRefused(refusal, () -> call.op().evaluate(primals));
            assertRefused(refusal, () -> call.op().evaluateWithResidual(primals));
        }
    }

    private static void assertRefused(String regex, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.matches(regex), message);
    }

    @Test
    void everyPublicOpHasADomain() {
        Set<String> publicOps = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.gradtape.ops")
                        .stream()
                        .filter(type -> type.isAssignableTo(Op.class))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
        Set<String> withDomain =
                Domains.all().keySet().stream().map(Class::getName).collect(Collectors.toSet());
        assertEquals(publicOps, withDomain);
    }
}
