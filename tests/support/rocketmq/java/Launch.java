// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Starts a RocketMQ server's main class after making the wildcard address of this JVM mean one
 * loopback address. RocketMQ 4.9.x has no bindAddress setting at all, and the HA port of every
 * version listens on the wildcard; both go through {@code new InetSocketAddress(port)}, which asks
 * the JDK for its "any local address". That cached value is replaced here.
 *
 * Also ends the JVM when a watched process is gone or a time to live is over, so that a killed test
 * run leaves no servers behind.
 *
 * System properties: cluster.bind, cluster.watchPid, cluster.ttlSeconds.
 * Needs: --add-opens java.base/java.net=ALL-UNNAMED -Djava.net.preferIPv4Stack=true
 */
public final class Launch {
    public static void main(String[] args) throws Throwable {
        String bind = System.getProperty("cluster.bind", "127.0.0.1");
        bindWildcardTo(InetAddress.getByName(bind));
        watch(Long.getLong("cluster.watchPid", 0L), Long.getLong("cluster.ttlSeconds", 0L));
        Method main = Class.forName(args[0]).getMethod("main", String[].class);
        main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    private static void bindWildcardTo(InetAddress address) throws Exception {
        Field implField = InetAddress.class.getDeclaredField("impl");
        implField.setAccessible(true);
        Object impl = implField.get(null);
        Field any = impl.getClass().getDeclaredField("anyLocalAddress");
        any.setAccessible(true);
        any.set(impl, address);
        InetAddress now = new java.net.InetSocketAddress(1).getAddress();
        if (!address.equals(now)) {
            throw new IllegalStateException("the wildcard address is still " + now);
        }
    }

    private static void watch(long pid, long ttlSeconds) {
        if (pid <= 0 && ttlSeconds <= 0) {
            return;
        }
        long end = ttlSeconds > 0 ? System.nanoTime() + ttlSeconds * 1_000_000_000L : Long.MAX_VALUE;
        Thread t = new Thread(() -> {
            while (true) {
                try {
                    Thread.sleep(2000);
                } catch (InterruptedException e) {
                    return;
                }
                boolean gone = pid > 0 && !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
                if (gone || (end != Long.MAX_VALUE && System.nanoTime() - end > 0)) {
                    System.err.println("cluster: " + (gone ? "process " + pid + " is gone" : "time to live is over") + ", exiting");
                    Runtime.getRuntime().halt(75);
                }
            }
        }, "cluster-watch");
        t.setDaemon(true);
        t.start();
    }
}
