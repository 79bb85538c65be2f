// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

import java.util.Map;
import java.util.Set;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/** A lite pull consumer that subscribes. Events: assigned, received. */
final class LitePulled implements Peer.Client {
    private static final long POLL_MS = 200;

    private final DefaultLitePullConsumer consumer;
    private final String topic;
    private final Assignment assignment;
    private final Thread poller = new Thread(this::poll, "poller");
    private volatile boolean isStopping;

    LitePulled(Map<String, String> options) {
        consumer = new DefaultLitePullConsumer(options.get("-g"));
        consumer.setNamesrvAddr(options.get("-n"));
        consumer.setConsumeFromWhere(Peer.from(options));
        consumer.setMqClientApiTimeout(Peer.PATIENCE_MS);
        topic = options.get("-t");
        assignment = new Assignment(topic, this::queues);
    }

    @Override
    public void start() throws Exception {
        consumer.subscribe(topic, "*");
        consumer.start();
        poller.start();
        assignment.watch();
    }

    @Override
    public void stop() throws Exception {
        isStopping = true;
        assignment.stop();
        poller.join();
        consumer.shutdown();
    }

    private void poll() {
        while (!isStopping) {
            for (MessageExt message : consumer.poll(POLL_MS)) {
                new Event("received").with(message).print();
            }
        }
    }

    private Set<MessageQueue> queues() {
        try {
            Set<MessageQueue> queues = consumer.assignment();
            return queues == null ? Set.of() : queues;
        } catch (MQClientException e) {
            throw new IllegalStateException(e);
        }
    }
}
