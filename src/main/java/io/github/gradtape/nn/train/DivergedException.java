package io.github.gradtape.nn.train;

/** Training has left the finite numbers; the message says where, and which op did so first, or what else brought it there. */
public final class DivergedException extends ArithmeticException {

    private static final long serialVersionUID = 1;

    private final transient Training soFar;

    DivergedException(String message, Training soFar) {
        super(message);
        this.soFar = soFar;
    }

    /**
     * What the training had come to by the last epoch that ended well.
     *
     * @return the training until then
     */
    public Training soFar() {
        return soFar;
    }
}
