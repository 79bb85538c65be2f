// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyContext;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyContext;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.common.message.MessageExt;

/** A push consumer. Events: assigned, received. */
final class Pushed implements Peer.Client {
    private final DefaultMQPushConsumer consumer;
    private final String topic;
    private final int failures;
    private final Assignment assignment;

    Pushed(Map<String, String> options, boolean isOrderly) {
        consumer = new DefaultMQPushConsumer(options.get("-g"), Peer.signer(options),
            new AllocateMessageQueueAveragely());
        consumer.setNamesrvAddr(options.get("-n"));
        consumer.setConsumeFromWhere(Peer.from(options));
        consumer.setMqClientApiTimeout(Peer.PATIENCE_MS);
        consumer.setPollNameServerInterval(Integer.parseInt(options.get("--route-ms")));
        topic = options.get("-t");
        failures = Integer.parseInt(options.get("--fail"));
        assignment = of(consumer, topic);
        if (isOrderly) {
            consumer.registerMessageListener((MessageListenerOrderly) this::orderly);
        } else {
            consumer.registerMessageListener((MessageListenerConcurrently) this::concurrently);
        }
    }

    /** The queues that a push consumer pulls from: those that it was given and, if orderly, has locked. */
    static Assignment of(DefaultMQPushConsumer consumer, String topic) {
        return new Assignment(topic, () ->
            consumer.getDefaultMQPushConsumerImpl().getRebalanceImpl().getProcessQueueTable().keySet());
    }

    @Override
    public void start() throws Exception {
        consumer.subscribe(topic, "*");
        consumer.start();
        assignment.watch();
    }

    @Override
    public void stop() {
        assignment.stop();
        consumer.shutdown();
    }

    private ConsumeConcurrentlyStatus concurrently(List<MessageExt> messages, ConsumeConcurrentlyContext context) {
        boolean isDone = received(messages);
        context.setDelayLevelWhenNextConsume(1); // a second; the broker's own choice is ten at first
        return isDone ? ConsumeConcurrentlyStatus.CONSUME_SUCCESS : ConsumeConcurrentlyStatus.RECONSUME_LATER;
    }

    private ConsumeOrderlyStatus orderly(List<MessageExt> messages, ConsumeOrderlyContext context) {
        return received(messages) ? ConsumeOrderlyStatus.SUCCESS : ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT;
    }

    private boolean received(List<MessageExt> messages) {
        messages.forEach(message -> new Event("received").with(message).print());
        return messages.stream().allMatch(message -> message.getReconsumeTimes() >= failures);
    }
}
