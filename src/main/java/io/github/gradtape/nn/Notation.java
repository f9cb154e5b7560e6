package io.github.gradtape.nn;

import io.github.gradtape.tensor.Shape;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads back what built-in layers print: {@code Sequential[Linear[inputs=2, outputs=8], TANH]}.
 *
 * <p>A layer is a name, with its settings in brackets if it has any, each by name; those of {@link Sequential} are layers. Every
 * built-in record has a constructor that takes just the settings it prints.
 */
final class Notation {

    private static final Map<String, Class<? extends Layer>> RECORDS = Stream.of(
                    Conv2d.class,
                    Dropout.class,
                    Embedding.class,
                    Flatten.class,
                    LayerNorm.class,
                    LeakyRelu.class,
                    Linear.class,
                    MaxPool2d.class,
                    Residual.class,
                    Softmax.class,
                    Standardise.class,
                    Temper.class,
                    Unflatten.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private static final int DEEPEST = 100;

    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Pattern SETTING = Pattern.compile("(\\w+)=");
    private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d.E+-]*");

    // possessive: what may be given back is kept on the stack, one frame for each extent
    private static final Pattern SHAPE = Pattern.compile("\\[(\\d+(?:, \\d+)*+)?]");

    private final String text;
    private final Matcher matcher;
    private int position;
    private int depth;

    private Notation(String text) {
        this.text = text;
        this.matcher = Pattern.compile("").matcher(text);
    }

    /** Whether what a layer prints can be read back: it and all within it are built in, and no deeper than is read. */
    static boolean covers(Layer layer) {
        return covers(layer, 1);
    }

    private static boolean covers(Layer layer, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        if (layer instanceof Sequential sequential) {
            return sequential.layers().stream().allMatch(inner -> covers(inner, depth + 1));
        }
        if (layer instanceof Residual residual) {
            return covers(residual.inner(), depth + 1);
        }
        return layer instanceof Activation || RECORDS.containsValue(layer.getClass());
    }

    /**
     * The layer that prints a text.
     *
     * @throws IllegalArgumentException if the text is none that built-in layers print
     */
    static Layer parse(String text) {
        Notation notation = new Notation(text);
        Layer layer = notation.layer();
        if (notation.position < text.length()) {
            throw notation.fault("the end");
        }
        return layer;
    }

    /**
     * The shape that prints a text.
     *
     * @throws IllegalArgumentException if the text is none that a shape prints
     */
    static Shape shape(String text) {
        Matcher extents = SHAPE.matcher(text);
        if (!extents.matches()) {
            throw new IllegalArgumentException("expected a shape, found \"" + text + "\"");
        }
        return extents.group(1) == null
                ? Shape.SCALAR
                : Shape.of(Stream.of(extents.group(1).split(", "))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    private Layer layer() {
        if (++depth > DEEPEST) {
            throw fault("layers at most " + DEEPEST + " deep");
        }
        String name = take(NAME, "a layer").group();
        Layer layer;
        if (name.equals(Sequential.class.getSimpleName())) {
            layer = new Sequential(layers());
        } else if (RECORDS.containsKey(name)) {
            layer = record(RECORDS.get(name));
        } else {
            layer = activation(name);
        }
        depth--;
        return layer;
    }

    private Layer activation(String name) {
        try {
            return Activation.valueOf(name);
        } catch (IllegalArgumentException e) {
            position -= name.length();
            throw fault("a built-in layer");
        }
    }

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        take("[");
        while (!text.startsWith("]", position)) {
            if (!layers.isEmpty()) {
                take(", ");
            }
            layers.add(layer());
        }
        take("]");
        return layers;
    }

    private Layer record(Class<? extends Layer> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Object> settings = new ArrayList<>();
        take("[");
        while (!text.startsWith("]", position)) {
            if (!settings.isEmpty()) {
                take(", ");
            }
            if (settings.size() == components.length) {
                throw fault("]");
            }
            settings.add(setting(components[settings.size()]));
        }
        Class<?>[] types = IntStream.range(0, settings.size())
                .mapToObj(i -> components[i].getType())
                .toArray(Class<?>[]::new);
        Constructor<? extends Layer> constructor;
        try {
            constructor = type.getConstructor(types);
        } catch (NoSuchMethodException e) {
            throw fault("more settings of " + type.getSimpleName());
        }
        take("]");
        try {
            return constructor.newInstance(settings.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a built-in layer that cannot be made: " + type, e);
        }
    }

    private Object setting(RecordComponent component) {
        String name = component.getName();
        if (!take(SETTING, name + "=").group(1).equals(name)) {
            position = matcher.start();
            throw fault(name + "=");
        }
        Class<?> type = component.getType();
        if (type == Layer.class) {
            return layer();
        }
        if (type == Shape.class) {
            String extents = take(SHAPE, "a shape").group();
            return number(() -> shape(extents));
        }
        if (type != int.class && type != double.class) {
            position = matcher.start();
            throw fault("]");
        }
        String digits = take(NUMBER, "a number").group();
        return type == int.class ? number(() -> Integer.valueOf(digits)) : number(() -> Double.valueOf(digits));
    }

    private <T> T number(Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            position = matcher.start();
            throw fault("a number in range");
        }
    }

    private void take(String expected) {
        if (!text.startsWith(expected, position)) {
            throw fault(expected);
        }
        position += expected.length();
    }

    private Matcher take(Pattern pattern, String expected) {
        matcher.usePattern(pattern).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw fault(expected);
        }
        position = matcher.end();
        return matcher;
    }

    private IllegalArgumentException fault(String expected) {
        String rest = text.substring(position, Math.min(position + 20, text.length()));
        return new IllegalArgumentException("network, character " + position + ": expected " + expected + ", found "
                + (rest.isEmpty() ? "the end" : "\"" + rest + "\""));
    }
}
