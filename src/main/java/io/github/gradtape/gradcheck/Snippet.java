package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Java that makes a call again, to the bit, for pasting into JShell. */
final class Snippet {

    private static final int MOST_VALUES = 100;
    private static final String OPS = "io.github.gradtape.ops";

    private Snippet() {}

    /** The lines that check a call again; an op that cannot be written down, such as a function, is a name to fill in. */
    static List<String> of(Case call) {
        if (call.primals().stream().mapToInt(Tensor::size).sum() > MOST_VALUES) {
            return List.of("// the inputs have too many values to print");
        }
        boolean isFunction = call.op() instanceof FunctionOp;
        Optional<String> op = expression(call.op());
        List<String> lines = new ArrayList<>();
        for (String name : op.isPresent() ? List.of("gradcheck", "ops", "tensor") : List.of("gradcheck", "tensor")) {
            lines.add("import io.github.gradtape." + name + ".*;");
        }
        if (op.isEmpty()) {
            lines.add("// " + (isFunction ? "f is the function" : "op is " + call.op()));
        }
        String inputs = call.primals().stream().map(Snippet::tensor).collect(Collectors.joining(", "));
        lines.add("GradientCheck." + (isFunction && call.primals().size() > 1 ? "ofMany" : "of") + "("
                + op.orElse(isFunction ? "f" : "op") + ").require(" + inputs + ");");
        return lines;
    }

    /** A Java expression for a value, empty if it has none that works elsewhere. */
    static Optional<String> expression(Object value) {
        if (value instanceof Double number) {
            return Optional.of(number(number));
        }
        if (value instanceof Integer || value instanceof Boolean) {
            return Optional.of(value.toString());
        }
        if (value instanceof Long) {
            return Optional.of(value + "L");
        }
        if (value instanceof Tensor tensor) {
            return Optional.of(tensor(tensor));
        }
        if (value instanceof Shape shape) {
            return Optional.of(shape(shape));
        }
        if (value instanceof Enum<?> constant) {
            return name(constant.getDeclaringClass()).map(name -> name + "." + constant.name());
        }
        if (value instanceof List<?> list) {
            return call("java.util.List.of", list);
        }
        if (value instanceof Optional<?> optional) {
            return optional.isEmpty()
                    ? Optional.of("java.util.Optional.empty()")
                    : call("java.util.Optional.of", List.of(optional.get()));
        }
        if (value instanceof OptionalInt optional) {
            return Optional.of(
                    "java.util.OptionalInt." + (optional.isEmpty() ? "empty()" : "of(" + optional.getAsInt() + ")"));
        }
        return value instanceof Record made ? constructor(made) : Optional.empty();
    }

    private static Optional<String> constructor(Record made) {
        Class<?> type = made.getClass();
        return name(type)
                .flatMap(name -> call(
                        "new " + name,
                        Stream.of(type.getRecordComponents())
                                .map(component -> valueOf(component, made))
                                .toList()));
    }

    private static Object valueOf(RecordComponent component, Record made) {
        try {
            return component.getAccessor().invoke(made);
        } catch (ReflectiveOperationException e) {
            return e; // no expression
        }
    }

    private static Optional<String> call(String what, Collection<?> arguments) {
        StringJoiner joined = new StringJoiner(", ", what + "(", ")");
        for (Object argument : arguments) {
            Optional<String> expression = expression(argument);
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            joined.add(expression.get());
        }
        return Optional.of(joined.toString());
    }

    /** How a class is named elsewhere, empty if it may not be. */
    private static Optional<String> name(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (!Modifier.isPublic(outer.getModifiers())) {
                return Optional.empty();
            }
        }
        String name = type.getCanonicalName();
        return Optional.ofNullable(type.getPackageName().equals(OPS) ? name.substring(OPS.length() + 1) : name);
    }

    private static String tensor(Tensor x) {
        String values = IntStream.range(0, x.size())
                .mapToObj(i -> number(x.borrow()[i]))
                .collect(Collectors.joining(", "));
        if (x.rank() == 0) {
            return "Tensor.scalar(" + values + ")";
        }
        boolean isVector = x.rank() == 1 && x.size() > 0;
        return "Tensor.of(" + (isVector ? "" : shape(x.shape()) + (x.size() > 0 ? ", " : "")) + values + ")";
    }

    private static String shape(Shape shape) {
        return "Shape.of("
                + IntStream.of(shape.extents()).mapToObj(Integer::toString).collect(Collectors.joining(", ")) + ")";
    }

    private static String number(double value) {
        if (Double.isFinite(value)) {
            return Double.toString(value);
        }
        return "Double." + (Double.isNaN(value) ? "NaN" : value > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY");
    }
}
