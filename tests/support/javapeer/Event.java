// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** One line of standard output. */
final class Event {
    private static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), false,
                                                           StandardCharsets.UTF_8);
    private final Map<String, Object> fields = new LinkedHashMap<>();

    Event(String name) {
        fields.put("event", name);
    }

    /** Null is left out. */
    Event with(String name, Object value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    Event with(SendResult result) {
        return with("status", result.getSendStatus().name()).with("msgId", result.getMsgId())
            .with("offsetMsgId", result.getOffsetMsgId()).with("broker", result.getMessageQueue().getBrokerName())
            .with("queueId", result.getMessageQueue().getQueueId()).with("queueOffset", result.getQueueOffset());
    }

    Event with(Message message) {
        return with("topic", message.getTopic()).with("tags", message.getTags()).with("keys", message.getKeys())
            .with("properties", message.getProperties())
            .with("body", Base64.getEncoder().encodeToString(message.getBody()));
    }

    Event with(MessageExt message) {
        return with((Message) message).with("msgId", message.getMsgId()).with("broker", message.getBrokerName())
            .with("queueId", message.getQueueId()).with("queueOffset", message.getQueueOffset())
            .with("reconsumeTimes", message.getReconsumeTimes()).with("bornTimestamp", message.getBornTimestamp())
            .with("receivedTimestamp", System.currentTimeMillis());
    }

    Event with(Throwable error) {
        with("error", error.getClass().getSimpleName()).with("text", String.valueOf(error.getMessage()));
        if (error instanceof MQBrokerException) {
            with("code", ((MQBrokerException) error).getResponseCode());
        } else if (error instanceof MQClientException) {
            with("code", ((MQClientException) error).getResponseCode());
        }
        return this;
    }

    void print() {
        String line = RemotingSerializable.toJson(fields, false);
        synchronized (OUT) {
            OUT.println(line);
            OUT.flush();
        }
    }
}
