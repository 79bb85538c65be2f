// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "vectors/recorded.h"
#include "wire/batch.h"
#include "wire/codes.h"
#include "wire/command.h"
#include "wire/compression.h"
#include "wire/headers.h"
#include "wire/json.h"
#include "wire/message.h"
#include "wire/route.h"

#include <QJsonArray>
#include <QMap>
#include <QTest>

using namespace gantry;
using namespace gantry::testing;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

namespace {

/// As the recording shortens values in what it decoded.
QString shortened(const QString &text)
{
    return text.size() <= 1000 ? text : text.first(60) + u"... (%1 characters)"_s.arg(text.size());
}

QMap<QString, QString> textMap(const QJsonObject &object)
{
    QMap<QString, QString> map;
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), shortened(it.value().toVariant().toString()));
    return map;
}

QMap<QString, QString> textMap(const Fields &fields)
{
    QMap<QString, QString> map;
    for (const auto &[name, value] : fields)
        map.insert(QString::fromUtf8(name), shortened(QString::fromUtf8(value)));
    return map;
}

/// The fields of the send header alone, sorted: without empty ones, which Java may leave out or not, and
/// without those of signatures and of 5.x's namespaces.
Fields ownFields(Fields fields)
{
    fields.removeIf([](const auto &field) {
        const auto &[name, value] = field;
        return value.isEmpty() || name == "AccessKey" || name == "Signature" || name == "ns" || name == "nsd";
    });
    std::sort(fields.begin(), fields.end());
    fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
    return fields;
}

bool isSend(int code)
{
    return code == requestcode::sendMessage || code == requestcode::sendMessageV2
           || code == requestcode::sendBatchMessage || code == requestcode::sendReplyMessageV2;
}

RemotingCommand decoded(QByteArrayView bytes)
{
    FrameSplitter splitter;
    const auto frame = frameIn(splitter, bytes);
    return frame ? decode(*frame).value_or(RemotingCommand{}) : RemotingCommand{};
}

/// All recorded frames of the file in QFETCH's column.
QList<RecordedFrame> fetchedFrames()
{
    QFETCH(QString, file);
    return recordedFrames(file);
}

} // namespace

class TestVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allFilesAreThere();
    void everyHeaderDecodesAsRecorded_data() { addFiles(); }
    void everyHeaderDecodesAsRecorded();
    void everyHeaderEncodesToTheSameFields_data() { addFiles(); }
    void everyHeaderEncodesToTheSameFields();
    void binaryHeadersEncodeToTheSameBytes_data() { addFiles(); }
    void binaryHeadersEncodeToTheSameBytes();
    void anyTwoPiecesGiveTheSameFrames_data() { addFiles(); }
    void anyTwoPiecesGiveTheSameFrames();
    void everyJsonBodyParses_data() { addFiles(); }
    void everyJsonBodyParses();
    void storedMessagesDecodeAsRecorded_data() { addFiles(); }
    void storedMessagesDecodeAsRecorded();
    void batchesDecodeAsRecorded_data() { addFiles(); }
    void batchesDecodeAsRecorded();
    void sendHeadersComeBack_data() { addFiles(); }
    void sendHeadersComeBack();
    void sendFramesAreJavas_data() { addFiles(); }
    void sendFramesAreJavas();
    void sendResponsesAreRead_data() { addFiles(); }
    void sendResponsesAreRead();
    void propertiesDecodeAsRecorded_data() { addFiles(); }
    void propertiesDecodeAsRecorded();
    void compressedBodiesInflateAndCompressTheSame_data() { addFiles(); }
    void compressedBodiesInflateAndCompressTheSame();
    void heartbeatsAreJavas();
    void topicsAreCreatedAsJavaDoes();
    void recordedRoutesHaveQueues_data() { addFiles(); }
    void recordedRoutesHaveQueues();

private:
    static void addFiles();
};

void TestVectors::addFiles()
{
    QTest::addColumn<QString>("file");
    for (const QString &file : recordedFiles())
        QTest::newRow(qPrintable(file)) << file;
}

void TestVectors::allFilesAreThere()
{
    qsizetype frames = 0;
    const QStringList files = recordedFiles();
    for (const QString &file : files)
        frames += recordedFrames(file).size();
    QCOMPARE(files.size(), 113);
    QCOMPARE(frames, 1851);
}

void TestVectors::everyHeaderDecodesAsRecorded()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        FrameSplitter splitter;
        const auto frame = frameIn(splitter, recorded.bytes);
        QVERIFY(frame);
        const bool isJson = recorded.line[u"headerType"] == u"JSON"_s;
        QCOMPARE(frame->headerType == HeaderType::Json, isJson);
        QCOMPARE(frame->body.size(), recorded.line[u"bodySize"].toInt());
        const auto command = decode(*frame);
        QVERIFY(command);
        const QJsonObject header = recorded.line[u"header"].toObject();
        QCOMPARE(command->code, header[u"code"].toInt());
        QCOMPARE(QString::fromUtf8(command->language), header[u"language"].toString());
        QCOMPARE(command->version, header[u"version"].toInt());
        QCOMPARE(command->opaque, header[u"opaque"].toInt());
        QCOMPARE(command->flag, header[u"flag"].toInt());
        QCOMPARE(command->remark.value_or(QString()), header[u"remark"].toString());
        QCOMPARE(command->remark.has_value(), header[u"remark"].isString());
        QCOMPARE(textMap(command->fields.value_or(Fields())), textMap(header[u"extFields"].toObject()));
        if (isJson)
            QCOMPARE(command->fields.has_value(), header.contains(u"extFields"));
        if (const QString text = recorded.line[u"bodyText"].toString(); !text.isEmpty())
            QCOMPARE(QString::fromUtf8(command->body), text);
        if (const QJsonArray pairs = recorded.line[u"extFieldsOnWire"].toArray(); !pairs.isEmpty()) {
            QCOMPARE(command->fields->size(), pairs.size());
            for (qsizetype i = 0; i < pairs.size(); ++i) {
                QCOMPARE(QString::fromUtf8(command->fields->at(i).first), pairs[i][0].toString());
                QCOMPARE(QString::fromUtf8(command->fields->at(i).second), pairs[i][1].toString());
            }
        }
    }
}

void TestVectors::everyHeaderEncodesToTheSameFields()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        const RemotingCommand command = decoded(recorded.bytes);
        for (const HeaderType type : {HeaderType::Json, HeaderType::RocketMq}) {
            QByteArray bytes;
            QVERIFY(encode(command, type, bytes));
            const RemotingCommand again = decoded(bytes);
            QCOMPARE(again.code, command.code);
            QCOMPARE(again.version, command.version);
            QCOMPARE(again.opaque, command.opaque);
            QCOMPARE(again.flag, command.flag);
            QCOMPARE(again.remark.value_or(QString()), command.remark.value_or(QString()));
            QCOMPARE(again.fields.value_or(Fields()), command.fields.value_or(Fields()));
            QCOMPARE(again.body, command.body);
            if (type == HeaderType::RocketMq)
                continue;
            QCOMPARE(again.language, command.language);
            QCOMPARE(again.fields.has_value(), command.fields.has_value());
            const qsizetype headerSize = bytes.size() - 8 - command.body.size();
            const QJsonObject strict = QJsonDocument::fromJson(bytes.sliced(8, headerSize)).object();
            const QJsonObject header = recorded.line[u"header"].toObject();
            QCOMPARE(strict[u"code"], header[u"code"]);
            QCOMPARE(textMap(strict[u"extFields"].toObject()), textMap(header[u"extFields"].toObject()));
        }
    }
}

void TestVectors::binaryHeadersEncodeToTheSameBytes()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        if (recorded.line[u"headerType"] != u"ROCKETMQ"_s)
            continue;
        QByteArray bytes = "before";
        QVERIFY(encode(decoded(recorded.bytes), HeaderType::RocketMq, bytes));
        QCOMPARE(bytes.sliced(6).toHex(), recorded.bytes.toHex());
    }
}

void TestVectors::anyTwoPiecesGiveTheSameFrames()
{
    const QList<RecordedFrame> frames = fetchedFrames();
    QByteArray stream;
    for (const RecordedFrame &frame : frames)
        stream += frame.bytes;
    const auto count = [](FrameSplitter &splitter, const QList<RecordedFrame> &expected, qsizetype &seen) {
        for (;;) {
            const auto next = splitter.next();
            if (!next || !*next)
                return next.has_value();
            if (seen == expected.size() || (*next)->whole != expected.at(seen++).bytes)
                return false;
        }
    };
    const qsizetype step = std::max<qsizetype>(1, stream.size() / 500);
    for (qsizetype cut = 0; cut <= stream.size(); cut += step) {
        FrameSplitter splitter;
        qsizetype seen = 0;
        feed(splitter, QByteArrayView(stream).first(cut));
        QVERIFY(count(splitter, frames, seen));
        feed(splitter, QByteArrayView(stream).sliced(cut));
        QVERIFY(count(splitter, frames, seen));
        QCOMPARE(seen, frames.size());
    }
}

void TestVectors::everyJsonBodyParses()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        if (recorded.line[u"bodyKind"] != u"JSON"_s)
            continue;
        const QByteArray body = decoded(recorded.bytes).body;
        const auto json = readJson(body);
        QVERIFY2(json, body.constData());
        // Strict ones say what Qt's parser says.
        const QJsonObject strict = QJsonDocument::fromJson(body).object();
        QCOMPARE(strict.isEmpty() && body != "{}", !recorded.line[u"strictJson"].toBool());
        if (strict.isEmpty())
            continue;
        QCOMPARE(json->object().size(), strict.size());
        for (const JsonValue::Member &member : json->object()) {
            const QJsonValue value = strict.value(member.key);
            QCOMPARE(member.value.isObject(), value.isObject());
            QCOMPARE(member.value.array().size(), value.toArray().size());
            if (value.isString() || value.isBool())
                QCOMPARE(member.value.toString(), value.toVariant().toString());
        }
    }
}

void TestVectors::storedMessagesDecodeAsRecorded()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        if (!recorded.line[u"bodyKind"].toString().startsWith(u"stored message"))
            continue;
        const QByteArray body = decoded(recorded.bytes).body;
        const auto messages = readStoredMessages(body);
        QVERIFY(messages);
        const QJsonArray expected = recorded.line[u"messages"].toArray();
        QCOMPARE(messages->size(), expected.size());
        QByteArray written;
        for (qsizetype i = 0; i < expected.size(); ++i) {
            const StoredMessage &message = messages->at(i);
            const QJsonObject object = expected[i].toObject();
            const auto number = [&object](QStringView name) { return object.value(name).toInteger(); };
            QCOMPARE(message.storeSize, number(u"storeSize"));
            QCOMPARE(message.bodyCrc, number(u"bodyCRC"));
            QCOMPARE(message.queueId, number(u"queueId"));
            QCOMPARE(message.flag, number(u"flag"));
            QCOMPARE(message.queueOffset, number(u"queueOffset"));
            QCOMPARE(message.physicalOffset, number(u"physicalOffset"));
            QCOMPARE(message.sysFlag, number(u"sysFlag"));
            QCOMPARE(message.bornTimestamp, number(u"bornTimestamp"));
            QCOMPARE(message.bornHost, object[u"bornHost"].toString());
            QCOMPARE(message.storeTimestamp, number(u"storeTimestamp"));
            QCOMPARE(message.storeHost, object[u"storeHost"].toString());
            QCOMPARE(message.reconsumeTimes, number(u"reconsumeTimes"));
            QCOMPARE(message.preparedTransactionOffset, number(u"preparedTransactionOffset"));
            QCOMPARE(message.topic, object[u"topic"].toString());
            QCOMPARE(message.body.size(), number(u"bodySize"));
            QCOMPARE(QString::fromUtf8(message.propertiesText), object[u"propertiesString"].toString());
            QCOMPARE(textMap(message.properties), textMap(object[u"properties"].toObject()));
            if (object.contains(u"bodyText"))
                QCOMPARE(QString::fromUtf8(message.body), object[u"bodyText"].toString());
            if (object.contains(u"compressed")) {
                const auto type = compressionType(message.sysFlag);
                QVERIFY(type);
                QCOMPARE(QString(name(*type)), object[u"compressed"].toString());
                QCOMPARE(decompress(*type, message.body, 1 << 20)->size(), number(u"decompressedSize"));
            }
            written += writeStoredMessage(message);
        }
        QCOMPARE(written.toHex(), body.toHex());
    }
}

void TestVectors::batchesDecodeAsRecorded()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        if (recorded.line[u"bodyKind"] != u"batch of messages"_s)
            continue;
        const QByteArray body = decoded(recorded.bytes).body;
        const auto members = decodeBatch(body);
        QVERIFY(members);
        const QJsonArray expected = recorded.line[u"messages"].toArray();
        QCOMPARE(members->size(), expected.size());
        for (qsizetype i = 0; i < expected.size(); ++i) {
            QCOMPARE(members->at(i).flag, expected[i][u"flag"].toInt());
            QCOMPARE(members->at(i).body.size(), expected[i][u"bodySize"].toInt());
            if (const QString body = expected[i][u"bodyText"].toString(); !body.isEmpty())
                QCOMPARE(QString::fromUtf8(members->at(i).body), body);
            QCOMPARE(QString::fromUtf8(members->at(i).properties),
                     expected[i][u"propertiesString"].toString());
        }
        QCOMPARE(encodeBatch(*members)->toHex(), body.toHex());
    }
}

void TestVectors::sendHeadersComeBack()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        const RemotingCommand command = decoded(recorded.bytes);
        if (command.isResponse() || !isSend(command.code))
            continue;
        const bool shortNames = command.code != requestcode::sendMessage;
        const auto header = sendMessageHeader(*command.fields, shortNames);
        const QByteArrayView flag = shortNames ? "h" : "flag";
        const QByteArrayView topic = shortNames ? "b" : "topic";
        if (!command.field(topic) || command.field(flag) == "seven"_ba) {
            QVERIFY(!header);
            QCOMPARE(header.error().kind, ErrorKind::IllegalMessage);
            continue;
        }
        QVERIFY2(header, header ? "" : qPrintable(header.error().detail));
        QCOMPARE(ownFields(toFields(*header, shortNames)), ownFields(*command.fields));
    }
}

void TestVectors::sendFramesAreJavas()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        const RemotingCommand command = decoded(recorded.bytes);
        if (command.isResponse() || !isSend(command.code) || command.code == requestcode::sendMessage)
            continue;
        const auto header = sendMessageHeader(*command.fields, true);
        if (!header)
            continue;
        const bool isJson = recorded.line[u"headerType"] == u"JSON"_s;
        const HeaderType type = isJson ? HeaderType::Json : HeaderType::RocketMq;
        QByteArray bytes;
        QVERIFY(
            appendSendFrame(bytes, type, command.code, command.opaque, command.flag, *header, command.body));
        const RemotingCommand ours = decoded(bytes);
        QCOMPARE(ours.code, command.code);
        QCOMPARE(ours.opaque, command.opaque);
        QCOMPARE(ours.flag, command.flag);
        QCOMPARE(ours.body, command.body);
        QCOMPARE(ours.language, "CPP"_ba);
        QCOMPARE(ours.version, announcedVersion);
        QCOMPARE(ownFields(*ours.fields), ownFields(*command.fields));
        if (!isJson && !command.field("AccessKey")) {
            // But for language and version, the bytes themselves.
            QByteArray expected = recorded.bytes;
            expected.replace(10, 3, bytes.sliced(10, 3));
            QCOMPARE(bytes.toHex(), expected.toHex());
        }
    }
}

void TestVectors::sendResponsesAreRead()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        const QString request = recorded.line[u"request"].toString();
        if (recorded.line[u"type"] != u"response"_s || !request.startsWith(u"SEND_"))
            continue;
        FrameSplitter splitter;
        const auto frame = frameIn(splitter, recorded.bytes);
        QVERIFY(frame);
        const auto view = parse(*frame);
        QVERIFY(view);
        const auto response = sendMessageResponse(*view);
        const QJsonObject fields = recorded.line[u"header"][u"extFields"].toObject();
        QCOMPARE(response.has_value(), fields.contains(u"msgId"));
        if (!response) {
            QCOMPARE(response.error().kind, ErrorKind::Broker);
            continue;
        }
        QCOMPARE(QString::fromLatin1(response->msgId), fields[u"msgId"].toString());
        QCOMPARE(QString::number(response->queueId), fields[u"queueId"].toString());
        QCOMPARE(QString::number(response->queueOffset), fields[u"queueOffset"].toString());
        QCOMPARE(QString::fromLatin1(response->transactionId), fields[u"transactionId"].toString());
        QCOMPARE(QString::fromUtf8(response->recallHandle), fields[u"recallHandle"].toString());
        QCOMPARE(QString::fromUtf8(response->regionId), fields[u"MSG_REGION"].toString());
        QCOMPARE(response->traceOn, fields[u"TRACE_ON"].toString() != u"false");
    }
}

void TestVectors::propertiesDecodeAsRecorded()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        if (!recorded.line.contains(u"messageProperties"))
            continue;
        const RemotingCommand command = decoded(recorded.bytes);
        const QByteArray text =
            command.field("i").value_or(command.field("properties").value_or(QByteArray()));
        QMap<QString, QString> properties = textMap(readProperties(text));
        properties.remove(u"hostile"_s); // its value has a U+0001: Java keeps it, the recorder did not
        QCOMPARE(properties, textMap(recorded.line[u"messageProperties"].toObject()));
    }
}

void TestVectors::compressedBodiesInflateAndCompressTheSame()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        if (!recorded.line[u"bodyKind"].toString().startsWith(u"message body, compressed"))
            continue;
        const RemotingCommand command = decoded(recorded.bytes);
        const int sysFlag = command.field("f").value_or("0").toInt();
        const auto type = compressionType(sysFlag);
        QVERIFY(type);
        QCOMPARE(compressionFlag(*type), sysFlag);
        const auto body = decompress(*type, command.body, 4 << 20);
        QVERIFY(body);
        QVERIFY(body->size() >= 4096);
        const auto compressed = compress(*type, 5, *body);
        QVERIFY(compressed);
        // Java's ZSTD writes in a stream, so its frames end otherwise.
        if (*type == CompressionType::Zstd)
            QCOMPARE(decompress(*type, *compressed, 4 << 20).value_or("no"), *body);
        else
            QCOMPARE(compressed->toHex(), command.body.toHex());
    }
}

void TestVectors::heartbeatsAreJavas()
{
    int seen = 0;
    for (const RecordedFrame &recorded : recordedFrames(u"5.5.0/client-start"_s)) {
        const RemotingCommand command = decoded(recorded.bytes);
        if (command.isResponse() || command.code != requestcode::heartBeat)
            continue;
        const auto json = readJson(command.body);
        QVERIFY(json);
        QStringList groups;
        for (const JsonValue &producer : (*json)[u"producerDataSet"].array())
            groups.append(producer[u"groupName"].toString());
        QCOMPARE(groups.size(), 2);
        QCOMPARE(heartbeatBody((*json)[u"clientID"].toString(), groups), command.body);
        ++seen;
    }
    QVERIFY(seen > 0);
}

void TestVectors::topicsAreCreatedAsJavaDoes()
{
    int seen = 0;
    for (const QString &file : {u"5.5.0/topic-admin"_s, u"4.9.5/topic-admin"_s}) {
        for (const RecordedFrame &recorded : recordedFrames(file)) {
            const RemotingCommand command = decoded(recorded.bytes);
            if (command.isResponse() || command.code != requestcode::updateAndCreateTopic)
                continue;
            CreateTopicHeader header;
            header.topic = QString::fromUtf8(command.field("topic").value());
            header.readQueueNums = command.field("readQueueNums").value().toInt();
            header.writeQueueNums = command.field("writeQueueNums").value().toInt();
            header.perm = command.field("perm").value().toInt();
            header.attributes = QString::fromUtf8(command.field("attributes").value_or(QByteArray()));
            Fields expected = ownFields(*command.fields);
            expected.removeIf([](const auto &field) { return field.first == "force"; }); // 5.x's default
            QCOMPARE(ownFields(toFields(header)), expected);
            ++seen;
        }
    }
    QVERIFY(seen > 4);
}

void TestVectors::recordedRoutesHaveQueues()
{
    for (const RecordedFrame &recorded : fetchedFrames()) {
        if (recorded.line[u"request"] != u"GET_ROUTEINFO_BY_TOPIC"_s
            || recorded.line[u"result"] != u"SUCCESS"_s)
            continue;
        const auto route = topicRoute(decoded(recorded.bytes).body);
        QVERIFY(route);
        QVERIFY(!route->queues.isEmpty());
        QVERIFY(!route->brokers.isEmpty());
        qsizetype writable = 0;
        for (const QueueRoute &queue : route->queues)
            writable += (queue.permission & permission::write) != 0 ? queue.writeQueues : 0;
        const QList<PublishQueue> queues = publishQueues(*route);
        QCOMPARE(queues.size(), writable);
        for (const PublishQueue &queue : queues)
            QVERIFY(queue.address.text().startsWith(u"127.0.0.1:"));
    }
}

QTEST_APPLESS_MAIN(TestVectors)
#include "tst_vectors.moc"
