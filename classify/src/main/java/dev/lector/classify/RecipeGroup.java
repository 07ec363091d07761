// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

/** What recipes are for, to list them in groups. */
public enum RecipeGroup {
    /** To begin with. */
    GENERAL("for texts of your own"),
    /** To beat: one dense layer whose weights a solver finds. */
    LINEAR("linear models of n-grams, quick and hard to beat"),
    /** The notebook on convolutional networks, over words. */
    NOTEBOOK_WORDS("the course's convolutional networks over words"),
    /** The same over characters. */
    NOTEBOOK_CHARACTERS("the course's convolutional networks over characters"),
    /** The lecture on recurrent networks and the book's examples that it names. */
    LECTURE("the lecture's dense, recurrent and convolutional networks (Chollet 2017)"),
    /** Recipes that come from elsewhere. */
    OTHER("others");

    private final String title;

    RecipeGroup(String title) {
        this.title = title;
    }

    /** For a heading. */
    public String title() {
        return title;
    }
}
