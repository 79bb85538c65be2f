// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/sendresponse.h"
#include "wire/codes.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::producer;

namespace {

/// A response as it is read from a socket.
class Response
{
public:
    Response(int code, const wire::Fields &fields, wire::HeaderType type = wire::HeaderType::Json)
    {
        wire::RemotingCommand command;
        command.code = code;
        command.flag = wire::commandflag::response;
        command.fields = fields;
        QByteArray bytes;
        if (!wire::encode(command, type, bytes))
            qFatal("cannot encode");
        std::ranges::copy(bytes, m_splitter.prepare(bytes.size()));
        m_splitter.commit(bytes.size());
        m_view = *wire::parse(**m_splitter.next());
    }

    [[nodiscard]] const wire::CommandView &view() const { return m_view; }

private:
    wire::FrameSplitter m_splitter;
    wire::CommandView m_view;
};

const TopicName topic(u"T"_s);
const BrokerName broker(u"a"_s);
const wire::Fields minimal{
    {"queueId", "3"}, {"msgId", "7F00000100002A9F0000000000000415"}, {"queueOffset", "12"}};

} // namespace

class TestSendResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void codesThatSayStoredHaveAStatus_data();
    void codesThatSayStoredHaveAStatus();
    void aResponseIsRead_data();
    void aResponseIsRead();
    void allThatABrokerSaysIsRead();
    void aSuccessWithoutItsFieldsIsTheBrokersError_data();
    void aSuccessWithoutItsFieldsIsTheBrokersError();
    void refusalsHaveAKind_data();
    void refusalsHaveAKind();
    void aRefusalIsToldInFull();
    void aStackTraceIsCutToItsFirstLine();
};

void TestSendResponse::codesThatSayStoredHaveAStatus_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("status"); // empty: an error
    QTest::newRow("SUCCESS") << 0 << u"SEND_OK"_s;
    QTest::newRow("FLUSH_DISK_TIMEOUT") << 10 << u"FLUSH_DISK_TIMEOUT"_s;
    QTest::newRow("SLAVE_NOT_AVAILABLE") << 11 << u"SLAVE_NOT_AVAILABLE"_s;
    QTest::newRow("FLUSH_SLAVE_TIMEOUT") << 12 << u"FLUSH_SLAVE_TIMEOUT"_s;
    for (const int code : {-1, 1, 2, 3, 4, 9, 13, 14, 16, 17, 29, 204, 205, 215, 1500})
        QTest::addRow("%d", code) << code << QString();
}

void TestSendResponse::codesThatSayStoredHaveAStatus()
{
    QFETCH(int, code);
    QFETCH(QString, status);
    const std::optional<SendStatus> found = sendStatus(code);
    QCOMPARE(found.has_value(), !status.isEmpty());
    if (found)
        QCOMPARE(QString(name(*found)), status);
}

void TestSendResponse::aResponseIsRead_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("binary");
    for (const int code : {0, 10, 11, 12}) {
        QTest::addRow("%d in JSON", code) << code << false;
        QTest::addRow("%d in binary", code) << code << true;
    }
}

void TestSendResponse::aResponseIsRead()
{
    QFETCH(int, code);
    QFETCH(bool, binary);
    const Response response(code, minimal, binary ? wire::HeaderType::RocketMq : wire::HeaderType::Json);
    Result<SendResult> result = Error{};
    readSendResult(response.view(), topic, broker, result);
    QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
    QVERIFY(result->status == *sendStatus(code));
    QVERIFY(result->queue == (MessageQueue{topic, broker, 3}));
    QCOMPARE(result->queueOffset, 12);
    QCOMPARE(result->offsetMsgId.toString(), u"7F00000100002A9F0000000000000415"_s);
    // What 4.9 does not send.
    QVERIFY(result->transactionId.isEmpty());
    QVERIFY(result->recallHandle.isEmpty());
    QCOMPARE(result->regionId, u"DefaultRegion"_s);
    QVERIFY(result->traceOn);
}

void TestSendResponse::allThatABrokerSaysIsRead()
{
    wire::Fields fields = minimal;
    fields += wire::Fields{{"transactionId", "FD0000000000000000000000000000021428"},
                           {"MSG_REGION", "eu-ßouth"},
                           {"TRACE_ON", "false"},
                           {"recallHandle", "djEgVEE="},
                           {"somethingNew", "x"}};
    const Response response(0, fields);
    Result<SendResult> result = Error{};
    readSendResult(response.view(), topic, broker, result);
    QVERIFY(result);
    QCOMPARE(result->transactionId.toString(), u"FD0000000000000000000000000000021428"_s);
    QCOMPARE(result->regionId, u"eu-ßouth"_s);
    QVERIFY(!result->traceOn);
    QCOMPARE(result->recallHandle, u"djEgVEE="_s);
}

void TestSendResponse::aSuccessWithoutItsFieldsIsTheBrokersError_data()
{
    QTest::addColumn<QString>("without");
    QTest::addColumn<QString>("instead"); // empty: left out
    QTest::newRow("no msgId") << u"msgId"_s << QString();
    QTest::newRow("no queueId") << u"queueId"_s << QString();
    QTest::newRow("no queueOffset") << u"queueOffset"_s << QString();
    QTest::newRow("queueId is a word") << u"queueId"_s << u"seven"_s;
    QTest::newRow("queueOffset is too large") << u"queueOffset"_s << u"9223372036854775808"_s;
}

void TestSendResponse::aSuccessWithoutItsFieldsIsTheBrokersError()
{
    QFETCH(QString, without);
    QFETCH(QString, instead);
    wire::Fields fields;
    for (const auto &[name, value] : minimal) {
        if (name != without.toLatin1())
            fields.emplaceBack(name, value);
        else if (!instead.isEmpty())
            fields.emplaceBack(name, instead.toLatin1());
    }
    const Response response(0, fields);
    Result<SendResult> result = Error{};
    readSendResult(response.view(), topic, broker, result);
    QVERIFY(!result);
    QCOMPARE(name(result.error().kind), "broker"_L1);
    QVERIFY(result.error().detail.contains(without));
}

/// Remarks of real brokers, from tests/vectors and protocol.md.
void TestSendResponse::refusalsHaveAKind_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("remark");
    QTest::addColumn<QString>("kind");
    QTest::newRow("4.9 access denied")
        << 1
        << u"org.apache.rocketmq.acl.common.AclException: No default permission for topic:acl-denied, "
           "org.apache.rocketmq.acl.plain.PlainPermissionManager.checkPerm(PlainPermissionManager.java:610)"_s
        << u"acl"_s;
    QTest::newRow("4.9 wrong secret")
        << 1
        << u"org.apache.rocketmq.acl.common.AclException: Check signature failed for accessKey=vecProducer, "
           "org.apache.rocketmq.acl.plain.PlainPermissionManager.validate(PlainPermissionManager.java:585)"_s
        << u"acl"_s;
    QTest::newRow("5.x access denied")
        << 16
        << u"User:testProducer has no permission to access Topic:acl-denied from 127.0.0.1, the decision is deny."_s
        << u"acl"_s;
    QTest::newRow("5.x unknown user") << 16 << u"User:nobodyKnowsMe is not found."_s << u"acl"_s;
    QTest::newRow("5.x unsigned") << 16 << u"username cannot be null."_s << u"acl"_s;
    QTest::newRow("5.x wrong secret") << 16 << u"check signature failed."_s << u"acl"_s;
    QTest::newRow("5.x read only broker")
        << 16 << u"the broker[127.0.0.1] sending message is forbidden"_s << u"permission"_s;
    QTest::newRow("NO_PERMISSION without a remark") << 16 << QString() << u"permission"_s;
    QTest::newRow("recall is off") << 16 << u"recall failed, operation is forbidden"_s << u"permission"_s;
    QTest::newRow("4.9 topic unknown")
        << 17
        << u"topic[VecNowhere] not exist, apply first please!\nSee http://rocketmq.apache.org/docs/faq/ …"_s
        << u"topic"_s;
    QTest::newRow("5.x topic unknown")
        << 17
        << u"topic[VecNowhere] not exist, apply first please!\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ"_s
        << u"topic"_s;
    QTest::newRow("rejected") << 2 << u"[REJECTREQUEST]system busy, start flow control for a while"_s
                              << u"flow-control"_s;
    QTest::newRow("queued too long")
        << 2
        << u"[TIMEOUT_CLEAN_QUEUE]broker busy, start flow control for a while, period in queue: 29ms, size of queue: 208"_s
        << u"flow-control"_s;
    QTest::newRow("5.x page cache busy")
        << 2 << u"[PC_SYNCHRONIZED]broker busy, start flow control for a while"_s << u"flow-control"_s;
    QTest::newRow("4.9 page cache busy")
        << 1 << u"[PC_SYNCHRONIZED]broker busy, start flow control for a while"_s << u"flow-control"_s;
    QTest::newRow("FLOW_CONTROL") << 215 << QString() << u"flow-control"_s;
    QTest::newRow("too large") << 13
                               << u"the message is illegal, maybe msg body or properties length not matched. "
                                  u"msg body length limit 2000B, "
                                  "msg properties length limit 32KB."_s
                               << u"message-too-large"_s;
    QTest::newRow("a timer too far ahead") << 13
                                           << u"timer message illegal, the delay time should not be bigger "
                                              u"than the max delay 259200000ms; or if set del "
                                              "msg, the delay time should be bigger than the current time"_s
                                           << u"illegal-message"_s;
    QTest::newRow("5.x queue out of range")
        << 29
        << u"request queueId[99] is illegal, TopicConfig [topicName=VecTopic, readQueueNums=2, "
           u"writeQueueNums=2, "
           "perm=RW-, topicFilterType=SINGLE_TAG, topicSysFlag=0, order=false, attributes={}] Producer: 127.0.0.1:50608"_s
        << u"illegal-message"_s;
    QTest::newRow("4.9 queue out of range")
        << 1
        << u"request queueId[99] is illegal, TopicConfig [topicName=VecTopic, readQueueNums=2, "
           u"writeQueueNums=2, "
           "perm=RW-, topicFilterType=SINGLE_TAG, topicSysFlag=0, order=false] Producer: 127.0.0.1:34552"_s
        << u"broker"_s;
    QTest::newRow("not yet") << 1 << u"broker unable to service, until 5138-11-16 09:46:39,999"_s
                             << u"broker"_s;
    QTest::newRow("replicas") << 1 << u"in-sync replicas not enough"_s << u"broker"_s;
    QTest::newRow("a Java stack")
        << 1
        << u"java.lang.NullPointerException: Cannot invoke \"Object.hashCode()\" because \"key\" is null, "
           "java.base/java.util.concurrent.ConcurrentHashMap.get(ConcurrentHashMap.java:936)"_s
        << u"broker"_s;
    QTest::newRow("a slave")
        << 14
        << u"service not available now. It may be caused by one of the following reasons: the "
           "broker's disk is full [CL:  0.19 CQ:  0.19 INDEX: -1.00], messages are put to the "
           "slave, message store has been shut down, etc."_s
        << u"broker"_s;
    QTest::newRow("an unknown request code") << 3 << u" request type 29999 not supported"_s << u"broker"_s;
    QTest::newRow("a code that nobody knows") << 4711 << u"?"_s << u"broker"_s;
}

void TestSendResponse::refusalsHaveAKind()
{
    QFETCH(int, code);
    QFETCH(QString, remark);
    const Error error = brokerError(code, remark, Address(u"10.0.0.1:10911"_s), topic);
    QTEST(QString(name(error.kind)), "kind");
    QCOMPARE(error.code, std::optional(code));
    QVERIFY(!error.hint.isEmpty());
}

void TestSendResponse::aRefusalIsToldInFull()
{
    const Error error = brokerError(17, u"topic[T] not exist"_s, Address(u"10.0.0.1:10911"_s), topic);
    for (const QString &part :
         {u"10.0.0.1:10911"_s, u"topic T"_s, u"CODE: 17 TOPIC_NOT_EXIST"_s, u"DESC: topic[T] not exist"_s})
        QVERIFY2(error.detail.contains(part), qPrintable(error.detail));
    // Neither the remark nor the topic is a pattern of ours.
    const Error hostile = brokerError(1, u"%1 %2 %3"_s, Address(u"%4"_s), TopicName(u"%RETRY%2"_s));
    for (const QString &part : {u"DESC: %1 %2 %3"_s, u"topic %RETRY%2"_s, u"broker %4"_s})
        QVERIFY2(hostile.detail.contains(part), qPrintable(hostile.detail));
    QVERIFY(brokerError(4711, {}, {}, {}).detail.contains("CODE: 4711  DESC"_L1));
}

void TestSendResponse::aStackTraceIsCutToItsFirstLine()
{
    const Error error =
        brokerError(1, u"first line\nSee https://example.org for further details."_s, {}, topic);
    QVERIFY(error.detail.contains("first line"_L1));
    QVERIFY(!error.detail.contains(u'\n') && !error.detail.contains("example.org"_L1));
}

QTEST_GUILESS_MAIN(TestSendResponse)
#include "tst_sendresponse.moc"
