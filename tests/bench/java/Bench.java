// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;

/**
 * The peer: the genuine Java client under the load that {@code gantryctl bench} makes, with its options and
 * its JSON. What it has more of: {@code --steps} warms up once and then measures again for every line on
 * standard input, so that other clients can be measured in between.
 */
public final class Bench {
    private static final int ONEWAYS_BEFORE_SYNC = 20_000;

    private String namesrv = System.getenv("NAMESRV_ADDR");
    private String topic = "BenchTopic";
    private String group = "bench_java";
    private String mode = "sync";
    private int threads = 1;
    private int inFlight = 1000;
    private byte[] body = new byte[1024];
    private long warmupMs = 10_000;
    private long measureMs = 2000;
    private long count;
    private int timeoutMs = 3000;
    private boolean steps;

    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong failedEver = new AtomicLong();
    private DefaultMQProducer producer;
    private long firstOkEpochMicros;

    public static void main(String[] arguments) throws Exception {
        Bench bench = new Bench();
        try {
            bench.readOptions(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("Bench: " + e.getMessage());
            System.exit(2);
        }
        bench.run();
        System.exit(bench.failedEver.get() == 0 ? 0 : 1);
    }

    private void readOptions(String[] arguments) throws IOException {
        Arrays.fill(body, (byte) 'x');
        for (int i = 0; i < arguments.length; i++) {
            String option = arguments[i];
            if (option.equals("--steps")) {
                steps = true;
                continue;
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("no value for " + option);
            }
            takeOption(option, arguments[++i]);
        }
        if (namesrv == null) {
            throw new IllegalArgumentException("no NameServer: -n ADDR");
        }
    }

    private void takeOption(String option, String value) throws IOException {
        switch (option) {
            case "-n", "--namesrv" -> namesrv = value;
            case "-t", "--topic" -> topic = value;
            case "-g", "--group" -> group = value;
            case "-o", "--output" -> { }
            case "--mode" -> mode = value;
            case "--threads" -> threads = Integer.parseInt(value);
            case "--in-flight" -> inFlight = Integer.parseInt(value);
            case "--size" -> {
                body = new byte[Integer.parseInt(value)];
                Arrays.fill(body, (byte) 'x');
            }
            case "--body-file" -> body = Files.readAllBytes(Path.of(value));
            case "--warmup" -> warmupMs = Long.parseLong(value);
            case "--measure" -> measureMs = Long.parseLong(value);
            case "--count" -> count = Long.parseLong(value);
            case "--timeout" -> timeoutMs = Integer.parseInt(value);
            // read once, when the first class of the client is loaded
            case "--header" -> System.setProperty("rocketmq.serialize.type",
                                                  value.equals("binary") ? "ROCKETMQ" : "JSON");
            default -> throw new IllegalArgumentException("unknown option " + option);
        }
    }

    private void run() throws Exception {
        producer = new DefaultMQProducer(group);
        producer.setNamesrvAddr(namesrv);
        producer.setSendMsgTimeout(timeoutMs);
        producer.start();
        SendResult first = producer.send(new Message(topic, body));
        firstOkEpochMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        if (first.getSendStatus() != SendStatus.SEND_OK) {
            throw new IllegalStateException("the first send: " + first.getSendStatus());
        }
        total.incrementAndGet();
        if (warmupMs > 0) {
            new Load(System.nanoTime() + warmupMs * 1_000_000, 0).run();
        }
        if (!steps) {
            measure();
        } else {
            System.out.println("{\"ready\":true}");
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
            while (input.readLine() != null) {
                measure();
            }
        }
        producer.shutdown();
    }

    private void measure() throws Exception {
        long cpu = system.getProcessCpuTime();
        long begin = System.nanoTime();
        Load load = new Load(begin + measureMs * 1_000_000, count);
        load.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        cpu = system.getProcessCpuTime() - cpu;
        Histogram latency = load.latency();
        System.out.printf(Locale.ROOT,
            "{\"bench\":{\"mode\":\"%s\",\"ok\":%d,\"failed\":%d,\"total\":%d,\"failedEver\":%d,\"seconds\":%.6f,"
                + "\"perSecond\":%.1f,\"cpuMicros\":%d,\"firstOkEpochMicros\":%d,\"peakRssKiB\":%d,"
                + "\"latencyMs\":{\"p50\":%.6f,\"p90\":%.6f,\"p99\":%.6f,\"p999\":%.6f,\"max\":%.6f},\"queues\":{}}}%n",
            mode, load.ok.get(), load.failed.get(), total.get(), failedEver.get(), seconds, load.ok.get() / seconds,
            cpu / 1000, firstOkEpochMicros, peakRssKiB(), latency.millis(0.5), latency.millis(0.9),
            latency.millis(0.99), latency.millis(0.999), latency.max / 1e6);
        System.out.flush();
    }

    private static long peakRssKiB() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    /** One stretch of load: until a time, or (count above 0) a number of messages, and all of them answered. */
    private final class Load {
        private final long deadline;
        private final long limit;
        private final AtomicLong started = new AtomicLong();
        private final AtomicLong ok = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private final Semaphore window = new Semaphore(inFlight);
        // One histogram a thread: senders do not wait for each other to count.
        private final List<Histogram> histograms = new ArrayList<>();
        private final ThreadLocal<Histogram> own = ThreadLocal.withInitial(() -> {
            Histogram histogram = new Histogram();
            synchronized (histograms) {
                histograms.add(histogram);
            }
            return histogram;
        });

        Load(long deadline, long limit) {
            this.deadline = deadline;
            this.limit = limit;
        }

        void run() throws Exception {
            if (threads == 1) {
                send();
            } else {
                Thread[] senders = new Thread[threads];
                for (int i = 0; i < threads; i++) {
                    senders[i] = new Thread(this::send);
                    senders[i].start();
                }
                for (Thread sender : senders) {
                    sender.join();
                }
            }
            window.acquire(inFlight);
        }

        Histogram latency() {
            Histogram sum = new Histogram();
            synchronized (histograms) {
                histograms.forEach(sum::add);
            }
            return sum;
        }

        private boolean goesOn() {
            return limit > 0 ? started.getAndIncrement() < limit : System.nanoTime() < deadline;
        }

        private void send() {
            switch (mode) {
                case "sync" -> {
                    while (goesOn()) {
                        sendSync();
                    }
                }
                case "async" -> {
                    while (goesOn()) {
                        sendAsync();
                    }
                }
                case "oneway" -> {
                    for (int n = 1; goesOn(); n++) {
                        if (n % ONEWAYS_BEFORE_SYNC == 0) {
                            sendSync();
                        } else {
                            sendOneway();
                        }
                    }
                    sendSync();
                }
                default -> throw new IllegalArgumentException("unknown mode " + mode);
            }
        }

        private void sendSync() {
            long begin = System.nanoTime();
            try {
                SendResult result = producer.send(new Message(topic, body));
                count(begin, result.getSendStatus() == SendStatus.SEND_OK, result.getSendStatus());
            } catch (Exception e) {
                count(begin, false, e);
            }
        }

        private void sendOneway() {
            long begin = System.nanoTime();
            try {
                producer.sendOneway(new Message(topic, body));
                count(begin, true, null);
            } catch (Exception e) {
                count(begin, false, e);
            }
        }

        private void sendAsync() {
            window.acquireUninterruptibly();
            long begin = System.nanoTime();
            try {
                producer.send(new Message(topic, body), new SendCallback() {
                    @Override
                    public void onSuccess(SendResult result) {
                        count(begin, result.getSendStatus() == SendStatus.SEND_OK, result.getSendStatus());
                        window.release();
                    }

                    @Override
                    public void onException(Throwable e) {
                        count(begin, false, e);
                        window.release();
                    }
                });
            } catch (Exception e) {
                count(begin, false, e);
                window.release();
            }
        }

        private void count(long begin, boolean accepted, Object why) {
            own.get().record(System.nanoTime() - begin);
            if (accepted) {
                ok.incrementAndGet();
                total.incrementAndGet();
                return;
            }
            failed.incrementAndGet();
            if (failedEver.incrementAndGet() <= 5) {
                System.err.println("Bench: a send failed: " + why);
            }
        }
    }

    /** Nanoseconds in steps of less than one percent; nothing is allocated after it is made. */
    private static final class Histogram {
        private static final int STEP_BITS = 7;
        private static final int STEPS = 1 << STEP_BITS;
        private final long[] buckets = new long[(64 - STEP_BITS + 1) << STEP_BITS];
        private long size;
        private long max;

        void record(long nanos) {
            int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(nanos) - STEP_BITS - 1);
            buckets[(shift << STEP_BITS) + (int) (nanos >> shift)]++;
            size++;
            max = Math.max(max, nanos);
        }

        void add(Histogram other) {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] += other.buckets[i];
            }
            size += other.size;
            max = Math.max(max, other.max);
        }

        double millis(double share) {
            long wanted = (long) (share * size);
            long seen = 0;
            for (int i = 0; i < buckets.length; i++) {
                seen += buckets[i];
                if (seen > wanted) {
                    int shift = i / STEPS - 1;
                    long top = i < 2 * STEPS ? i : ((long) (i % STEPS + STEPS + 1) << shift) - 1;
                    return Math.min(top, max) / 1e6;
                }
            }
            return max / 1e6;
        }
    }
}
