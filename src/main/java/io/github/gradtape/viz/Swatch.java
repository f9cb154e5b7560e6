package io.github.gradtape.viz;

/**
 * How one of several things looks: in colours that people with any colour vision tell apart (Okabe and Ito 2008, "Color universal
 * design"), and by dashes and shapes that do without colours.
 */
enum Swatch {
    BLUE("#0072b2", "none", "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z"),
    VERMILLION("#d55e00", "7 3", "m-2.7 -2.7h5.4v5.4h-5.4z"),
    GREEN("#009e73", "2 2", "m0 -3.6l3.4 6h-6.8z"),
    PURPLE("#cc79a7", "8 2 2 2", "m0 -3.9l3.5 3.9l-3.5 3.9l-3.5 -3.9z"),
    BLACK("#000000", "12 3", "m0 3.6l3.4 -6h-6.8z"),
    ORANGE("#e69f00", "4 4", "m-1.2 -3.6h2.4v2.4h2.4v2.4h-2.4v2.4h-2.4v-2.4h-2.4v-2.4h2.4z"),
    SKY("#56b4e9", "8 2 2 2 2 2", "m-3.6 -1.6h7.2v3.2h-7.2z"),
    YELLOW("#f0e442", "1 3", "m-1.6 -3.6h3.2v7.2h-3.2z");

    final String colour;

    /** Of a line, in pixels, as {@code stroke-dasharray} takes it. */
    final String dash;

    /** A shape around the point that a path has come to. */
    final String shape;

    Swatch(String colour, String dash, String shape) {
        this.colour = colour;
        this.dash = dash;
        this.shape = shape;
    }

    static Swatch of(int i) {
        return values()[i];
    }

    /** This colour on white, of a strength from 0 to 1. */
    String shade(double strength) {
        int[] fromWhite = {0xffffff, Integer.parseInt(colour.substring(1), 16)};
        return Palette.mixed(fromWhite, strength);
    }
}
