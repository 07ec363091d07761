// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.Recipe;
import java.util.List;

/** All recipes. Programs ask {@link dev.lector.classify.Recipes}. */
public final class Catalog {
    /** The default first, then group by group. */
    public static final List<Recipe> ALL = List.of(
            NotebookWords.wordsCnn(),
            KimCnn.recipe(),
            AverageWords.recipe(),
            WordBags.mlp(),
            WideMlp.recipe(),
            FastText.recipe(),
            RegionCnn.seq(),
            RegionCnn.seq2Bown(),
            LanguageId.recipe(),
            LinearModels.naiveBayes(),
            LinearModels.logistic(),
            LinearModels.svm(),
            LinearModels.nbsvm(),
            NotebookWords.pretrained(),
            NotebookWords.regularised(),
            NotebookWords.positional(),
            NotebookWords.dilated(),
            NotebookWords.multiWidth(),
            NotebookCharacters.charCnn(),
            NotebookCharacters.charCnnLstm(),
            WordBags.newswires(),
            BookSequences.flattenDense(),
            BookSequences.gloveDense(),
            BookRecurrent.simpleRnn(),
            BookRecurrent.lstm(),
            BookRecurrent.gru(),
            BookRecurrent.biLstm(),
            BookSequences.convnet());

    private Catalog() {}
}
