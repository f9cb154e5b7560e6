package io.github.gradtape.viz;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the numbers and words are, a picture is sound. */
class TrainingPicturesProperties {

    private static final int TRIES = 200;

    private static final List<String> WORDS = List.of(
            "loss",
            "",
            "<a & 'b' \"c\">",
            "a title that is much too long to be written on one line of a picture, of any size",
            "損失とその他のもの",
            "two\nlines\tand\u0000more");

    private static final double[] EXTREMES = {
        0, -0.0, 1, -1, Double.MIN_VALUE, 1e-300, -1e-300, 1e300, -1e300, Double.MAX_VALUE, -Double.MAX_VALUE, 1 + 1e-12
    };

    @Provide
    Arbitrary<Random> randoms() {
        return Arbitraries.randomValue(random -> new Random(random.nextLong()));
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static List<String> words(int count, Random random) {
        return Stream.generate(() -> word(random)).limit(count).toList();
    }

    /** Numbers of one size, numbers of many, or extreme ones. */
    private static double[] numbers(int count, Random random) {
        int kind = random.nextInt(4);
        double scale = Math.pow(10, random.nextInt(-20, 21));
        double offset = random.nextBoolean() ? 0 : Math.pow(10, random.nextInt(-20, 21));
        return random.doubles(count)
                .map(u -> switch (kind) {
                    case 0 -> offset;
                    case 1 -> EXTREMES[(int) (u * EXTREMES.length)];
                    case 2 -> Math.pow(10, 600 * u - 300);
                    default -> offset + scale * (2 * u - 1);
                })
                .toArray();
    }

    @Property(tries = TRIES)
    void lineChartsAreSound(@ForAll("randoms") Random random) {
        LineChart chart = LineChart.of(word(random), word(random)).withTitle(word(random));
        if (random.nextBoolean()) {
            chart = chart.withLogScale();
        }
        for (int curves = random.nextInt(1, LineChart.MOST_CURVES + 1); curves > 0; curves--) {
            double[] y = numbers(random.nextInt(1, 30), random);
            for (int i = 0; i < y.length; i++) {
                y[i] = random.nextInt(6) == 0 ? (random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY) : y[i];
            }
            chart = random.nextBoolean()
                    ? chart.withCurve(word(random), Tensor.of(y))
                    : chart.withCurve(word(random), Tensor.of(numbers(y.length, random)), Tensor.of(y));
        }
        Labels.assertSound(chart.svg());
    }

    @Property(tries = TRIES)
    void heatMapsAreSound(@ForAll("randoms") Random random) {
        int most = random.nextBoolean() ? 5 : 40;
        int rows = random.nextInt(most);
        int columns = random.nextInt(most);
        double[] values = numbers(rows * columns, random);
        for (int i = 0; i < values.length; i += 1 + random.nextInt(30)) {
            values[i] = random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
        }
        HeatMap map = HeatMap.of(Tensor.of(Shape.of(rows, columns), values)).withTitle(word(random));
        if (random.nextBoolean()) {
            map = map.withAxes(word(random), word(random)).withLabels(words(rows, random), words(columns, random));
        }
        if (values.length > 0) {
            map = map.withMark(random.nextInt(rows), random.nextInt(columns));
        }
        Labels.assertSound(map.svg());
    }

    @Property(tries = TRIES)
    void reliabilityDiagramsAreSound(@ForAll("randoms") Random random) {
        int bins = random.nextInt(1, 40);
        double[] counts = random.doubles(bins, -3, 9)
                .map(x -> Math.rint(Math.max(0, Math.pow(10, x) - 1)))
                .toArray();
        counts[random.nextInt(bins)] = 1;
        Labels.assertSound(ReliabilityDiagram.of(
                        Tensor.of(random.doubles(bins).toArray()),
                        Tensor.of(random.doubles(bins).map(Math::rint).toArray()),
                        Tensor.of(counts))
                .withTitle(word(random))
                .svg());
    }

    @Property(tries = TRIES)
    void confusionMapsAreSound(@ForAll("randoms") Random random) {
        int classes = random.nextInt(1, 20);
        double largest = Math.pow(10, random.nextInt(16));
        double[] counts = random.doubles((long) classes * classes)
                .map(u -> Math.rint(u * largest))
                .toArray();
        Labels.assertSound(ConfusionMap.of(Tensor.of(Shape.of(classes, classes), counts), words(classes, random))
                .withTitle(word(random))
                .svg());
    }

    @Property(tries = TRIES)
    void imageGridsAreSound(@ForAll("randoms") Random random) {
        Shape shape = Shape.of(random.nextInt(1, 12), random.nextInt(1, 30), random.nextInt(1, 30));
        Labels.assertSound(ImageGrid.of(Tensor.of(shape, numbers(shape.size(), random)), words(shape.extent(0), random))
                .withTitle(word(random))
                .svg());
    }

    @Property(tries = TRIES / 4)
    void decisionMapsAreSound(@ForAll("randoms") Random random) {
        int count = random.nextInt(1, 50);
        int classes = random.nextInt(1, DecisionMap.MOST_CLASSES + 1);
        double[] x = numbers(count, random);
        double[] y = numbers(count, random);
        double[] points = IntStream.range(0, 2 * count)
                .mapToDouble(i -> i % 2 == 0 ? x[i / 2] : y[i / 2])
                .toArray();
        double[] labels = random.ints(count, 0, classes).asDoubleStream().toArray();
        Labels.assertSound(DecisionMap.of(
                        Tensor.of(Shape.of(count, 2), points),
                        Tensor.of(labels),
                        words(classes, random),
                        grid -> Tensor.uniform(Shape.of(grid.shape().extent(0), classes), 0, 1, random))
                .withTitle(word(random))
                .withAxes(word(random), word(random))
                .svg());
    }
}
