// SPDX-License-Identifier: Apache-2.0
/** Pages of HTML and pictures of SVG that need no other file. Not part of the library's interface. */
package dev.lector.classify.report;
