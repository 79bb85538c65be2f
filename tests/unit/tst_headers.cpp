// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/headers.h"

#include <QTest>

using namespace gantry;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

namespace {

Fields requiredFields()
{
    return {{"a", "PG"}, {"b", "T"}, {"c", "TBW102"},        {"d", "4"},
            {"e", "-1"}, {"f", "0"}, {"g", "1795395616177"}, {"h", "7"}};
}

Result<SendMessageResponse> responseOf(QByteArrayView fields)
{
    static QByteArray header; // the response's views point into it
    header = R"({"code":0,"flag":1,"extFields":{)" + fields.toByteArray() + "}}";
    const auto view = parse(Frame{HeaderType::Json, header, {}, {}});
    return view ? sendMessageResponse(*view) : Result<SendMessageResponse>(view.error());
}

} // namespace

class TestHeaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void optionalFieldsMayBeMissing();
    void requiredFieldsMayNot_data();
    void requiredFieldsMayNot();
    void numbersMustBeNumbers_data();
    void numbersMustBeNumbers();
    void fieldsMayComeInAnyOrderAndTwice();
    void longNamesAreJavas();
    void aResponseIsRead();
    void aBatchHasAListOfIds();
    void aResponseWithoutItsFieldsIsAnError_data();
    void aResponseWithoutItsFieldsIsAnError();
    void aHeartbeatIsStrictJson();
    void fieldsOfOtherRequests();
};

void TestHeaders::optionalFieldsMayBeMissing()
{
    const Fields fields = requiredFields();
    const auto header = sendMessageHeader(fields, true);
    QVERIFY(header);
    QVERIFY(header->producerGroup == "PG");
    QVERIFY(header->topic == "T");
    QCOMPARE(header->queueId, -1);
    QCOMPARE(header->bornTimestamp, 1795395616177);
    QCOMPARE(header->flag, 7);
    QCOMPARE(header->reconsumeTimes, 0);
    QVERIFY(header->properties.isEmpty());
    QVERIFY(header->brokerName.isEmpty());
    QVERIFY(!header->unitMode);
    QVERIFY(!header->batch);
    QVERIFY(!header->maxReconsumeTimes);
}

void TestHeaders::requiredFieldsMayNot_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < requiredFields().size(); ++i)
        QTest::newRow(requiredFields().at(i).first.constData()) << i;
}

void TestHeaders::requiredFieldsMayNot()
{
    QFETCH(int, index);
    Fields fields = requiredFields();
    const QString name = QString::fromLatin1(fields.takeAt(index).first);
    const auto header = sendMessageHeader(fields, true);
    QVERIFY(!header);
    QCOMPARE(header.error().kind, ErrorKind::IllegalMessage);
    QVERIFY2(header.error().detail.contains(u"field %1 ("_s.arg(name)), qPrintable(header.error().detail));
    QVERIFY(!sendMessageHeader({}, true));
}

void TestHeaders::numbersMustBeNumbers_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("a word") << "h"_ba
                            << "seven"_ba;
    QTest::newRow("nothing") << "h"_ba
                             << ""_ba;
    QTest::newRow("something behind it") << "e"_ba
                                         << "1x"_ba;
    QTest::newRow("a fraction") << "d"_ba
                                << "4.0"_ba;
    QTest::newRow("over 32 bits") << "f"_ba
                                  << "2147483648"_ba;
    QTest::newRow("over 64 bits") << "g"_ba
                                  << "9223372036854775808"_ba;
    QTest::newRow("an optional one") << "j"_ba
                                     << "none"_ba;
    QTest::newRow("another optional one") << "l"_ba
                                          << "-"_ba;
}

void TestHeaders::numbersMustBeNumbers()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    Fields fields = requiredFields();
    fields.removeIf([&name](const auto &field) { return field.first == name; });
    fields.emplaceBack(name, value);
    const auto header = sendMessageHeader(fields, true);
    QVERIFY(!header);
    QCOMPARE(header.error().kind, ErrorKind::IllegalMessage);
}

void TestHeaders::fieldsMayComeInAnyOrderAndTwice()
{
    Fields fields = requiredFields();
    fields += Fields{{"AccessKey", "ak"}, {"n", "broker-a"}, {"k", "TRUE"},  {"m", "true"},
                     {"l", "16"},         {"j", "3"},        {"i", "K\1v\2"}};
    std::reverse(fields.begin(), fields.end());
    fields += fields;
    const auto header = sendMessageHeader(fields, true);
    QVERIFY(header);
    QVERIFY(header->brokerName == "broker-a");
    QVERIFY(header->unitMode);
    QVERIFY(header->batch);
    QCOMPARE(header->maxReconsumeTimes, 16);
    QCOMPARE(header->reconsumeTimes, 3);
    QVERIFY(header->properties == "K\1v\2");
}

void TestHeaders::longNamesAreJavas()
{
    SendMessageHeader header;
    header.brokerName = "b";
    header.maxReconsumeTimes = 1;
    QByteArrayList names;
    for (const auto &[name, value] : toFields(header, false))
        names.append(name);
    QCOMPARE(names.join(' '),
             "producerGroup topic defaultTopic defaultTopicQueueNums queueId sysFlag bornTimestamp flag "
             "properties reconsumeTimes unitMode maxReconsumeTimes batch bname"_ba);
    QVERIFY(!sendMessageHeader(toFields(header, false), true));
}

void TestHeaders::aResponseIsRead()
{
    const auto response = responseOf(
        R"("queueId":"3","transactionId":"FD","msgId":"7F000001000078BF0000000000000000","TRACE_ON":"false",)"
        R"("MSG_REGION":"R","queueOffset":"9223372036854775807","batchUniqId":"B","recallHandle":"aGk=","new":"x")");
    QVERIFY(response);
    QCOMPARE(QString::fromLatin1(response->msgId), u"7F000001000078BF0000000000000000"_s);
    QCOMPARE(response->queueId, 3);
    QCOMPARE(response->queueOffset, std::numeric_limits<qint64>::max());
    QCOMPARE(QString::fromLatin1(response->transactionId), u"FD"_s);
    QVERIFY(response->batchUniqId == "B");
    QVERIFY(response->recallHandle == "aGk=");
    QVERIFY(response->regionId == "R");
    QVERIFY(!response->traceOn);
}

void TestHeaders::aBatchHasAListOfIds()
{
    const QByteArray ids = QByteArray(20, 'A').append(',').repeated(100);
    const QByteArray fields = "\"queueId\":\"0\",\"queueOffset\":\"0\",\"msgId\":\"" + ids + "\"";
    const auto response = responseOf(fields);
    QVERIFY(response);
    QVERIFY(response->msgId == ids);
    QVERIFY(response->traceOn);
}

void TestHeaders::aResponseWithoutItsFieldsIsAnError_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("no id") << R"("queueId":"0","queueOffset":"0")"_ba;
    QTest::newRow("no queue") << R"("msgId":"x","queueOffset":"0")"_ba;
    QTest::newRow("no offset") << R"("msgId":"x","queueId":"0")"_ba;
    QTest::newRow("the queue is no number") << R"("msgId":"x","queueId":"a","queueOffset":"0")"_ba;
    QTest::newRow("the queue is over 32 bits")
        << R"("msgId":"x","queueId":"4294967296","queueOffset":"0")"_ba;
    QTest::newRow("the offset is no number") << R"("msgId":"x","queueId":"0","queueOffset":"0 ")"_ba;
    QTest::newRow("the offset is null") << R"("msgId":"x","queueId":"0","queueOffset":null)"_ba;
}

void TestHeaders::aResponseWithoutItsFieldsIsAnError()
{
    QFETCH(QByteArray, fields);
    const auto response = responseOf(fields);
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Broker);
}

void TestHeaders::aHeartbeatIsStrictJson()
{
    QCOMPARE(
        heartbeatBody(u"192.0.2.1@\"5\"#1"_s, {u"CLIENT_INNER_PRODUCER"_s, u"PG"_s}),
        R"({"clientID":"192.0.2.1@\"5\"#1","consumerDataSet":[],"heartbeatFingerprint":0,"producerDataSet":[)"
        R"({"groupName":"CLIENT_INNER_PRODUCER"},{"groupName":"PG"}],"withoutSub":false})"_ba);
    QVERIFY(heartbeatBody(u"c"_s, {}).contains(R"("producerDataSet":[],)"));
}

void TestHeaders::fieldsOfOtherRequests()
{
    QCOMPARE(unregisterClientFields(u"c@1"_s, u"PG"_s),
             (Fields{{"clientID", "c@1"}, {"producerGroup", "PG"}}));
    CreateTopicHeader topic;
    topic.topic = u"T"_s;
    topic.order = true;
    const Fields fields = toFields(topic);
    QCOMPARE(field(fields, "order"), "true"_ba);
    QCOMPARE(field(fields, "topicFilterType"), "SINGLE_TAG"_ba);
    QVERIFY(!field(fields, "attributes"));
    topic.attributes = u"+message.type=FIFO"_s;
    QCOMPARE(field(toFields(topic), "attributes"), "+message.type=FIFO"_ba);
}

QTEST_APPLESS_MAIN(TestHeaders)
#include "tst_headers.moc"
