// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.rocketmq.common.message.MessageQueue;

/**
 * The queues of one topic that a consumer has, looked at all the time, since not every client version tells of
 * changes. Events: assigned with the queues as "broker:id", at each change; ready before the first of them.
 */
final class Assignment {
    private static final int EVERY_MS = 20;

    private final String topic;
    private final Supplier<Collection<MessageQueue>> queues;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private List<String> last = List.of();
    private boolean isReady;

    Assignment(String topic, Supplier<Collection<MessageQueue>> queues) {
        this.topic = topic;
        this.queues = queues;
    }

    void watch() {
        timer.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        timer.shutdownNow();
    }

    private void look() {
        List<String> now = queues.get().stream().filter(queue -> queue.getTopic().equals(topic))
            .map(queue -> queue.getBrokerName() + ":" + queue.getQueueId()).sorted().collect(Collectors.toList());
        if (now.equals(last)) {
            return;
        }
        if (!isReady) {
            new Event("ready").print();
        }
        isReady = true;
        last = now;
        new Event("assigned").with("queues", now).print();
    }
}
