// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/copyas.h"

#include <QDateTime>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

/// As one word of a POSIX shell.
QString quoted(const QString &text)
{
    const bool isPlain = !text.isEmpty() && std::ranges::all_of(text, [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || u"-_./:=,@%+"_s.contains(c));
    });
    return isPlain ? text : u'\'' + QString(text).replace(u'\'', u"'\\''"_s) + u'\'';
}

/// Options take text; a NUL cannot be given to a program, and what is no UTF-8 would not arrive as it is.
bool isPlainText(const QByteArray &body)
{
    return !body.contains('\0') && QString::fromUtf8(body).toUtf8() == body;
}

QStringList bodyArguments(const MessageDraft &draft)
{
    if (!draft.bodyFile.isEmpty())
        return {u"--body-file"_s, draft.bodyFile};
    const QByteArray &body = draft.message.body;
    // An option's value that begins with a dash would be taken for an option.
    if (isPlainText(body))
        return body.startsWith('-') ? QStringList{u"--body="_s + QString::fromUtf8(body)}
                                    : QStringList{u"--body"_s, QString::fromUtf8(body)};
    return {u"--body-base64"_s, QString::fromLatin1(body.toBase64())};
}

QStringList connectionArguments(const ProducerConfig &config, const QString &nameServers)
{
    QStringList arguments;
    if (!nameServers.isEmpty())
        arguments << u"-n"_s << nameServers;
    if (!config.group.isEmpty())
        arguments << u"-g"_s << config.group.text();
    if (config.vipChannel)
        arguments << u"--vip"_s;
    if (config.headerFormat == HeaderFormat::RocketMq)
        arguments << u"--header"_s << u"binary"_s;
    if (config.tls) {
        arguments << u"--tls"_s;
        if (!config.tls->caFile.isEmpty())
            arguments << u"--tls-ca"_s << config.tls->caFile;
        if (!config.tls->certificateFile.isEmpty())
            arguments << u"--tls-cert"_s << config.tls->certificateFile << u"--tls-key"_s
                      << config.tls->keyFile;
        if (config.tls->insecure)
            arguments << u"--tls-insecure"_s;
    }
    return arguments;
}

QStringList timeArguments(const DeliveryTime &delivery)
{
    if (const auto *level = std::get_if<DelayLevel>(&delivery))
        return {u"--delay-level"_s, QString::number(level->value)};
    if (const auto *delay = std::get_if<std::chrono::milliseconds>(&delivery))
        return {u"--delay"_s, QString::number(delay->count())};
    if (const auto *at = std::get_if<std::chrono::sys_time<std::chrono::milliseconds>>(&delivery))
        return {u"--deliver-at"_s, QDateTime::fromMSecsSinceEpoch(at->time_since_epoch().count())
                                       .toOffsetFromUtc(0)
                                       .toString(Qt::ISODateWithMs)};
    return {};
}

QStringList kindArguments(const MessageDraft &draft)
{
    switch (draft.kind) {
    case SendKind::Message:
        break;
    case SendKind::Batch:
        return {u"--mode"_s, QString(name(draft.mode)), u"--batch"_s, QString::number(draft.batch)};
    case SendKind::Transaction:
        return {u"--transaction"_s, draft.decision ? QString(name(*draft.decision)) : u"none"_s};
    case SendKind::Request:
        return {u"--request"_s};
    }
    return {u"--mode"_s, QString(name(draft.mode))};
}

QStringList deliveryArguments(const MessageDraft &draft, const ProducerConfig &config)
{
    QStringList arguments = kindArguments(draft) + timeArguments(draft.message.delivery);
    if (!draft.shardingKey.isEmpty() && !draft.queue)
        arguments << u"--sharding-key"_s << draft.shardingKey;
    arguments << u"--timeout"_s << QString::number(draft.timeoutMs.value_or(int(config.sendTimeout.count())));
    const int usual =
        draft.mode == SendMode::Sync ? config.retriesWhenSendFailed : config.retriesWhenSendAsyncFailed;
    arguments << u"--retries"_s << QString::number(draft.retries.value_or(usual));
    if (draft.queue)
        arguments << u"-b"_s << draft.queue->broker.text() << u"-i"_s
                  << QString::number(draft.queue->queueId);
    if (draft.count > 1)
        arguments << u"--count"_s << QString::number(draft.count);
    if (draft.rate > 0)
        arguments << u"--rate"_s << QString::number(draft.rate, 'f', 1);
    if (draft.mode == SendMode::Async && draft.kind == SendKind::Message && draft.count > 1)
        arguments << u"--in-flight"_s << QString::number(draft.window);
    return arguments;
}

/// A Java string literal.
QString javaText(const QString &text)
{
    QString literal;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            literal += u'\\' + QString(c);
        else if (c == u'\n')
            literal += "\\n"_L1;
        else if (c == u'\r')
            literal += "\\r"_L1;
        else if (c == u'\t')
            literal += "\\t"_L1;
        else if (c.unicode() < 32 || c.unicode() > 126)
            literal += u"\\u%1"_s.arg(c.unicode(), 4, 16, '0'_L1);
        else
            literal += c;
    }
    return u'"' + literal + u'"';
}

QString javaBody(const MessageDraft &draft)
{
    if (!draft.bodyFile.isEmpty())
        return u"java.nio.file.Files.readAllBytes(java.nio.file.Path.of(%1))"_s.arg(javaText(draft.bodyFile));
    if (isPlainText(draft.message.body))
        return javaText(QString::fromUtf8(draft.message.body)) + ".getBytes(StandardCharsets.UTF_8)"_L1;
    return u"java.util.Base64.getDecoder().decode(\"%1\")"_s.arg(
        QString::fromLatin1(draft.message.body.toBase64()));
}

QString javaSend(const MessageDraft &draft)
{
    const QString queue =
        draft.queue ? u", new MessageQueue(%1, %2, %3)"_s
                          .arg(javaText(draft.message.topic.text()), javaText(draft.queue->broker.text()))
                          .arg(draft.queue->queueId)
                    : QString();
    switch (draft.mode) {
    case SendMode::Sync:
        return u"            System.out.println(producer.send(message%1));\n"_s.arg(queue);
    case SendMode::Oneway:
        return u"            producer.sendOneway(message%1);\n"_s.arg(queue);
    case SendMode::Async:
        return u"            CountDownLatch done = new CountDownLatch(1);\n"
               "            producer.send(message%1, new SendCallback() {\n"
               "                @Override\n"
               "                public void onSuccess(SendResult result) {\n"
               "                    System.out.println(result);\n"
               "                    done.countDown();\n"
               "                }\n\n"
               "                @Override\n"
               "                public void onException(Throwable e) {\n"
               "                    e.printStackTrace();\n"
               "                    done.countDown();\n"
               "                }\n"
               "            });\n"
               "            done.await();\n"_s.arg(queue);
    }
    return {};
}

} // namespace

QString asGantryctl(const MessageDraft &draft, const ProducerConfig &config, const QString &nameServers)
{
    const Message &message = draft.message;
    QStringList arguments{u"gantryctl"_s, u"send"_s};
    arguments += connectionArguments(config, nameServers);
    arguments << u"-t"_s << message.topic.text();
    if (!message.tag.isEmpty())
        arguments << u"--tag="_s + message.tag;
    if (!message.keys.isEmpty())
        arguments << u"--keys="_s + message.keys;
    for (const Property &property : message.properties)
        arguments << u"--property="_s + property.name + u'=' + property.value;
    arguments += bodyArguments(draft);
    arguments += deliveryArguments(draft, config);
    QStringList words;
    for (const QString &argument : arguments)
        words.append(quoted(argument));
    return words.join(u' ');
}

QString asJava(const MessageDraft &draft, const ProducerConfig &config, const QString &nameServers)
{
    const Message &message = draft.message;
    QString code = u"import java.nio.charset.StandardCharsets;\n"
                   "import java.util.concurrent.CountDownLatch;\n"
                   "import org.apache.rocketmq.client.producer.DefaultMQProducer;\n"
                   "import org.apache.rocketmq.client.producer.SendCallback;\n"
                   "import org.apache.rocketmq.client.producer.SendResult;\n"
                   "import org.apache.rocketmq.common.message.Message;\n"
                   "import org.apache.rocketmq.common.message.MessageQueue;\n\n"
                   "public class Send {\n"
                   "    public static void main(String[] args) throws Exception {\n"_s;
    const auto line = [&code](const QString &text) { code += "        "_L1 + text + u'\n'; };
    line(u"DefaultMQProducer producer = new DefaultMQProducer(%1);"_s.arg(javaText(config.group.text())));
    line(u"producer.setNamesrvAddr(%1);"_s.arg(javaText(nameServers)));
    line(u"producer.setSendMsgTimeout(%1);"_s.arg(draft.timeoutMs.value_or(int(config.sendTimeout.count()))));
    line(u"producer.setRetryTimesWhenSendFailed(%1);"_s.arg(
        draft.retries.value_or(config.retriesWhenSendFailed)));
    line(u"producer.start();"_s);
    line(u"Message message = new Message(%1, %2, %3, %4);"_s.arg(
        javaText(message.topic.text()), javaText(message.tag), javaText(message.keys), javaBody(draft)));
    for (const Property &property : message.properties)
        line(u"message.putUserProperty(%1, %2);"_s.arg(javaText(property.name), javaText(property.value)));
    if (draft.count > 1)
        line(u"for (long i = 0; i < %1L; i++) {"_s.arg(draft.count));
    else
        line(u"{"_s);
    code += javaSend(draft);
    line(u"}"_s);
    line(u"producer.shutdown();"_s);
    code += "    }\n}\n"_L1;
    return code;
}

} // namespace gantry::ui
