// SPDX-License-Identifier: Apache-2.0
/** Records of settings; not exported. */
package dev.lector.nn.records;
