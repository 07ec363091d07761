// SPDX-License-Identifier: Apache-2.0
/** The course's experiments: each network of the course, trained as the course does, beside its figures and Keras's. */
package dev.lector.cli.course;
