// SPDX-License-Identifier: Apache-2.0
/** The training loop of the networks over one-hot regions of words (Johnson and Zhang 2015). */
package dev.lector.classify.regions;
