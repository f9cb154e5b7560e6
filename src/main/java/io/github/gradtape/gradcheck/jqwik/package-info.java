/**
 * The laws as properties for jqwik 1.9.3, which a project that uses this package brings itself.
 */
package io.github.gradtape.gradcheck.jqwik;
