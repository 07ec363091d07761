// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

/**
 * Switches the Vector API on for this process, before the first use of the kernels.
 *
 * <p>The documented way is {@code --add-modules jdk.incubator.vector} on the command line of java: the JVM then prints
 * a warning on every run, and a command that predicts one text pays for a module that it does not use. So the command
 * asks the JDK to load the module when it is about to train; lector.jar's manifest exports the package that this needs.
 * Where that fails, or the JDK has no such module, the plain kernels run, and {@code lector doctor} says so. The
 * library never does this: only the program that owns the process may.
 */
final class FastPath {
    private static final String MODULE = "jdk.incubator.vector";

    private FastPath() {}

    /** Whether the module is there after the call. */
    static boolean open() {
        if (present()) {
            return true;
        }
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, MODULE);
        } catch (ReflectiveOperationException | LinkageError absentOrClosed) {
            return false;
        }
        return present();
    }

    /** Whether the Vector API's classes can be found now. */
    static boolean present() {
        try {
            Class.forName("jdk.incubator.vector.FloatVector", false, FastPath.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
