// SPDX-License-Identifier: Apache-2.0
/** Recipes, training runs, the classifier, evaluation, explanation and the model file. */
module dev.lector.classify {
    requires transitive dev.lector.nn;
    requires transitive dev.lector.text;
    requires transitive dev.lector.vectors;
    requires tools.jackson.core;

    exports dev.lector.classify;
    exports dev.lector.classify.fasttext;
    exports dev.lector.classify.linear;
}
