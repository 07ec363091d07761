// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/**
 * The three ways to divide Reuters-21578 into training and test stories (the collection's README, section VIII). Counts are
 * training, test and unused stories of the whole collection.
 */
public enum ReutersSplit {
    /** 9,603, 3,299 and 8,676: stories that an indexer gave topics, until and from 8 April 1987. The usual one. */
    MOD_APTE,
    /** 13,625, 6,188 and 1,765: also stories that were given none. */
    MOD_LEWIS,
    /** 20,856, 722 and 0: that of the CONSTRUE system. */
    MOD_HAYES;

    /**
     * The part of a story: train, test or unused.
     *
     * @param lewis its attribute LEWISSPLIT
     * @param cgi its attribute CGISPLIT
     * @param topics its attribute TOPICS: YES, NO or BYPASS
     */
    String part(String lewis, String cgi, String topics) {
        if (this == MOD_HAYES) {
            return cgi.equals("TRAINING-SET") ? "train" : cgi.equals("PUBLISHED-TESTSET") ? "test" : "unused";
        }
        boolean used = topics.equals("YES") || (this == MOD_LEWIS && topics.equals("NO"));
        if (!used) {
            return "unused";
        }
        return lewis.equals("TRAIN") ? "train" : lewis.equals("TEST") ? "test" : "unused";
    }
}
