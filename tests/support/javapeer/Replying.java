// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyContext;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.utils.MessageUtil;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/** A consumer that answers requests. Events: assigned, received, replied, or failed. */
final class Replying implements Peer.Client {
    private final DefaultMQPushConsumer consumer;
    private final DefaultMQProducer producer;
    private final String topic;
    private final byte[] prefix;
    private final Assignment assignment;

    Replying(Map<String, String> options) {
        consumer = new DefaultMQPushConsumer(options.get("-g"));
        consumer.setNamesrvAddr(options.get("-n"));
        consumer.setConsumeFromWhere(Peer.from(options)); // a queue may become its own after the first message came
        consumer.setMqClientApiTimeout(Peer.PATIENCE_MS);
        consumer.registerMessageListener((MessageListenerConcurrently) this::reply);
        producer = new DefaultMQProducer(options.get("-g") + "_reply");
        producer.setNamesrvAddr(options.get("-n"));
        producer.setMqClientApiTimeout(Peer.PATIENCE_MS);
        producer.setSendMsgTimeout(Peer.PATIENCE_MS);
        topic = options.get("-t");
        prefix = options.get("--prefix").getBytes(StandardCharsets.UTF_8);
        assignment = Pushed.of(consumer, topic);
    }

    @Override
    public void start() throws Exception {
        producer.start();
        consumer.subscribe(topic, "*");
        consumer.start();
        assignment.watch();
    }

    @Override
    public void stop() {
        assignment.stop();
        consumer.shutdown();
        producer.shutdown();
    }

    private ConsumeConcurrentlyStatus reply(List<MessageExt> messages, ConsumeConcurrentlyContext context) {
        for (MessageExt message : messages) {
            new Event("received").with(message).print();
            try {
                Message reply = MessageUtil.createReplyMessage(message, body(message));
                new Event("replied").with(producer.send(reply)).print();
            } catch (Exception e) {
                new Event("failed").with("send", "reply").with(e).print();
            }
        }
        return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    }

    private byte[] body(MessageExt message) {
        byte[] whole = Arrays.copyOf(prefix, prefix.length + message.getBody().length);
        System.arraycopy(message.getBody(), 0, whole, prefix.length, message.getBody().length);
        return whole;
    }
}
