package io.github.gradtape.viz;

/**
 * Colours from blue for negative numbers through near white for 0 to red for positive ones, which people with any colour vision
 * tell apart: the scheme RdBu of Brewer 2003, "ColorBrewer".
 */
final class Palette {

    private static final int[] NEGATIVE = {0xf7f7f7, 0xd1e5f0, 0x92c5de, 0x4393c3, 0x2166ac, 0x053061};
    private static final int[] POSITIVE = {0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f};

    /** Neither is a colour of a finite number. */
    static final String NAN = "#ffd400";

    static final String INFINITE = "#000000";

    /** How many colours there are on each side, so that equal neighbours are frequent in a smooth picture. */
    private static final int STEPS = 50;

    private Palette() {}

    /** The colour of a number, of full strength from ±limit on. */
    static String colour(double x, double limit) {
        if (Double.isNaN(x)) {
            return NAN;
        }
        if (Double.isInfinite(x)) {
            return INFINITE;
        }
        double strength = x == 0 ? 0 : Math.min(1, Math.abs(x) / limit);
        return mixed(x < 0 ? NEGATIVE : POSITIVE, Math.rint(strength * STEPS) / STEPS);
    }

    /** The colour at a strength from 0 for the first stop to 1 for the last. */
    static String mixed(int[] stops, double strength) {
        double place = strength * (stops.length - 1);
        int stop = Math.min((int) place, stops.length - 2);
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = stops[stop] >> shift & 0xff;
            int to = stops[stop + 1] >> shift & 0xff;
            colour |= (int) Math.rint(from + (to - from) * (place - stop)) << shift;
        }
        return "#%06x".formatted(colour);
    }

    /** Black or white, whichever is better to read on a colour: their contrast is at least 4.5 on one of two. */
    static String inkOn(String colour) {
        return luminance(colour) > 0.179 ? "#000000" : "#ffffff";
    }

    /** The relative luminance of WCAG 2.1. */
    static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
