// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * A push consumer of many messages, which it only counts. Bodies are a number, a colon, and x up to --size bytes.
 * Events: assigned; twice a second, where something has changed, counted with distinct, again (more than once) and
 * wrong (another body).
 */
final class Counting implements Peer.Client {
    private static final int REPORT_MS = 500;

    private final DefaultMQPushConsumer consumer;
    private final String topic;
    private final int size;
    private final Assignment assignment;
    private final ScheduledExecutorService reporter = Executors.newSingleThreadScheduledExecutor();
    private final BitSet seen = new BitSet();
    private int again;
    private int wrong;
    private boolean isChanged;

    Counting(Map<String, String> options) {
        consumer = new DefaultMQPushConsumer(options.get("-g"));
        consumer.setNamesrvAddr(options.get("-n"));
        consumer.setConsumeFromWhere(Peer.from(options));
        consumer.setMqClientApiTimeout(Peer.PATIENCE_MS);
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            count(messages);
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        topic = options.get("-t");
        size = Integer.parseInt(options.get("--size"));
        assignment = Pushed.of(consumer, topic);
    }

    @Override
    public void start() throws Exception {
        consumer.subscribe(topic, "*");
        consumer.start();
        assignment.watch();
        reporter.scheduleWithFixedDelay(this::report, REPORT_MS, REPORT_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        assignment.stop();
        consumer.shutdown();
        reporter.shutdown();
    }

    private synchronized void count(List<MessageExt> messages) {
        for (MessageExt message : messages) {
            int number = number(message.getBody());
            if (number < 0) {
                wrong++;
            } else if (seen.get(number)) {
                again++;
            } else {
                seen.set(number);
            }
        }
        isChanged = true;
    }

    /** Negative when the body is not what it has to be. */
    private int number(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':');
        boolean isWhole = body.length == size && colon > 0 && text.substring(colon + 1).chars().allMatch(c -> c == 'x');
        return isWhole ? Integer.parseInt(text.substring(0, colon)) : -1;
    }

    private synchronized void report() {
        if (isChanged) {
            new Event("counted").with("distinct", seen.cardinality()).with("again", again).with("wrong", wrong).print();
            isChanged = false;
        }
    }
}
