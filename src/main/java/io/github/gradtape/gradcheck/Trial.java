package io.github.gradtape.gradcheck;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Every law tried on one call, with several directions and cotangents; entries at kinks are held, and tried by {@link Kink}. */
final class Trial {

    static final int TRIES = 3;

    private final Smooth smooth;
    private final long seed;
    private final Map<Law, String> verdicts = new EnumMap<>(Law.class);
    private final Map<Law, String> complaints = new EnumMap<>(Law.class);
    private Optional<String> complaintAtKinks = Optional.empty();
    private double smallestBias = Double.POSITIVE_INFINITY;

    private Trial(Smooth smooth, long seed) {
        this.smooth = smooth;
        this.seed = seed;
    }

    static Trial of(Smooth smooth, long seed) {
        Trial trial = new Trial(smooth, seed);
        for (Law law : Law.values()) {
            trial.hold(law);
        }
        trial.holdAtKinks();
        return trial;
    }

    private void hold(Law law) {
        if (!smooth.hasSomethingFor(law)) {
            verdicts.put(law, "not tried, as every entry is at a kink");
            return;
        }
        double bias = Double.POSITIVE_INFINITY;
        try {
            for (int i = 0; i < TRIES; i++) {
                Evidence evidence = law.verify(smooth.partFor(law), new SplittableRandom(seed + i));
                bias = evidence.isConclusive() ? Math.min(bias, evidence.smallestBias()) : bias;
            }
        } catch (AssertionError broken) {
            breaks(law, broken.getMessage());
            return;
        }
        if (law == Law.VJP_AGREES_WITH_DIFFERENCES) {
            smallestBias = bias;
        }
        verdicts.put(law, "held" + caught(bias));
    }

    /** Puts down that the law is broken, if only with other directions and cotangents. */
    void breaks(Law law, String complaint) {
        complaints.put(law, complaint);
        verdicts.put(law, "broken");
    }

    private void holdAtKinks() {
        try {
            Kink.check(smooth.call(), smooth.first());
        } catch (AssertionError broken) {
            complaintAtKinks = Optional.of(broken.getMessage());
        }
    }

    static String cannotBeHad(Case call, Throwable broken) {
        return call.op() + ": its gradient cannot be had, because: " + reason(broken);
    }

    /** What an op has thrown, with the type of what it did not mean to throw. */
    static String reason(Throwable broken) {
        boolean isMeant = broken instanceof IllegalArgumentException || broken instanceof IllegalStateException;
        return isMeant && broken.getMessage() != null ? broken.getMessage() : broken.toString();
    }

    /** What a check is worth, in words. */
    static String caught(double bias) {
        return bias < 1 ? String.format(Locale.ROOT, "; a relative bias of %.1e would have been caught", bias) : "";
    }

    Smooth smooth() {
        return smooth;
    }

    /** Of the gradient: the laws on second derivatives do not see a constant factor. */
    double smallestBias() {
        return smallestBias;
    }

    /** Of the laws that were broken that which explains the others: all of them presuppose that nothing changes. */
    Optional<Law> firstBroken() {
        Stream<Law> first = Stream.of(Law.CHANGES_NOTHING_IT_IS_GIVEN, Law.REPEATS_BIT_FOR_BIT);
        return Stream.concat(first, complaints.keySet().stream())
                .filter(complaints::containsKey)
                .findFirst();
    }

    String complaint(Law law) {
        return complaints.get(law);
    }

    Optional<String> complaintAtKinks() {
        return complaintAtKinks;
    }

    /** Each law and its verdict, for a table. */
    List<List<String>> verdicts() {
        List<List<String>> rows = new ArrayList<>();
        verdicts.forEach((law, verdict) -> rows.add(List.of(law.toString(), verdict)));
        String atKinks =
                complaintAtKinks.isPresent() ? "broken" : smooth.kinksOfValue().isEmpty() ? "no kinks here" : "held";
        rows.add(List.of(Kink.SENTENCE, atKinks));
        return rows;
    }
}
