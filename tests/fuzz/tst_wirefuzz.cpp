// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "vectors/recorded.h"
#include "wire/batch.h"
#include "wire/command.h"
#include "wire/compression.h"
#include "wire/headers.h"
#include "wire/json.h"
#include "wire/message.h"
#include "wire/messageid.h"
#include "wire/route.h"

#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

#include <iterator>

using namespace gantry;
using namespace gantry::testing;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

// Recorded frames are damaged at random and given to everything that reads a peer's bytes. What comes of it
// is a value or an error, which is all that is asked here; a sanitizer sees the rest.
namespace {

constexpr qsizetype mebibyte = 1 << 20;

int rounds()
{
    const int wanted = qEnvironmentVariableIntValue("GANTRY_FUZZ_ROUNDS");
    return wanted > 0 ? wanted : 200'000;
}

/// All recorded frames that are not huge, so that most changes hit something that is looked at.
QList<QByteArray> allFrames()
{
    QList<QByteArray> frames;
    for (const QString &file : recordedFiles()) {
        for (const RecordedFrame &frame : recordedFrames(file)) {
            if (frame.bytes.size() < 3000)
                frames.append(frame.bytes);
        }
    }
    return frames;
}

class Mutator
{
public:
    explicit Mutator(quint32 seed)
        : m_random(seed)
    {
    }

    [[nodiscard]] qsizetype below(qsizetype limit)
    {
        return limit <= 0 ? 0 : qsizetype(m_random.bounded(quint32(limit)));
    }

    void mutate(QByteArray &bytes, const QList<QByteArray> &others)
    {
        for (qsizetype changes = 1 + below(4); changes > 0 && !bytes.isEmpty(); --changes)
            mutateOnce(bytes, others);
    }

private:
    void mutateOnce(QByteArray &bytes, const QList<QByteArray> &others)
    {
        static constexpr char telling[] = "{}[]:,\"\\\0\1\2\x7f\xff 0-9eut/";
        static constexpr quint32 numbers[] = {0,        1,         4,          8,          0x7F,
                                              0x80,     0xFF,      0x7FFF,     0x8000,     0xFFFF,
                                              0xFFFFFF, 0x1000000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};
        const qsizetype at = below(bytes.size());
        switch (below(8)) {
        case 0:
            bytes[at] = char(bytes.at(at) ^ (1 << below(8)));
            break;
        case 1:
            bytes[at] = telling[below(std::size(telling) - 1)];
            break;
        case 2:
            bytes.insert(at, telling[below(std::size(telling) - 1)]);
            break;
        case 3:
            bytes.remove(at, 1 + below(8));
            break;
        case 4:
            if (at + 4 <= bytes.size())
                qToBigEndian(numbers[below(std::size(numbers))], bytes.data() + at);
            break;
        case 5:
            bytes.truncate(at);
            break;
        case 6:
            bytes.insert(at, bytes.mid(below(bytes.size()), 1 + below(40)));
            break;
        default: {
            const QByteArray &other = others.at(below(others.size()));
            bytes = bytes.first(at) + other.sliced(below(other.size()));
            break;
        }
        }
    }

    QRandomGenerator m_random;
};

/// Makes the two length words fit what follows, so that a damaged header is not only a wrong length.
void mendLengths(QByteArray &frame, qsizetype headerBytes)
{
    if (frame.size() < 8)
        return;
    qToBigEndian(qint32(frame.size() - 4), frame.data());
    const quint32 headerType = quint8(frame.at(4)) & 1;
    qToBigEndian(headerType << 24 | quint32(std::min(headerBytes, frame.size() - 8)), frame.data() + 4);
}

void readBody(QByteArrayView body)
{
    if (const auto json = readJson(body))
        (void)json->object().size();
    if (const auto route = topicRoute(body)) {
        (void)publishQueues(*route);
        (void)publishQueues(borrowedRoute(*route, 4));
        QVERIFY(sameRoute(*route, *route));
    }
    (void)clusterInfo(body);
    (void)topicList(body);
    (void)topicStats(body);
    (void)keyValueTable(body);
    if (const auto members = decodeBatch(body)) {
        const auto again = encodeBatch(*members);
        QVERIFY(again);
        QCOMPARE(again->size(), body.size());
    }
    if (const auto messages = readStoredMessages(body)) {
        for (const StoredMessage &message : *messages) {
            const auto again = readStoredMessages(writeStoredMessage(message));
            QVERIFY(again);
            QCOMPARE(again->size(), 1);
            QCOMPARE(again->first().body, message.body);
            (void)readOffsetId(message.offsetMsgId);
        }
    }
}

void inflate(const RemotingCommand &command)
{
    const qint32 sysFlag = command.field("f").value_or(QByteArray()).toInt();
    const auto type = compressionType(sysFlag);
    if ((sysFlag & sysflag::compressed) == 0 || !type)
        return;
    if (const auto inflated = decompress(*type, command.body, mebibyte))
        QVERIFY(inflated->size() <= mebibyte);
}

void readCommand(const CommandView &view)
{
    const RemotingCommand command = view.toCommand();
    (void)sendMessageResponse(view);
    const Fields fields = command.fields.value_or(Fields());
    for (const auto &[name, value] : fields) {
        QVERIFY(view.field(name));
        (void)readProperties(value);
        (void)readUniqueId(value);
    }
    inflate(command);
    for (const bool shortNames : {true, false}) {
        if (const auto header = sendMessageHeader(fields, shortNames)) {
            const Fields written = toFields(*header, shortNames);
            const auto again = sendMessageHeader(written, shortNames);
            QVERIFY(again);
            QVERIFY(*again == *header);
        }
    }
    for (const HeaderType type : {HeaderType::Json, HeaderType::RocketMq}) {
        QByteArray bytes;
        if (const auto done = encode(command, type, bytes); !done) {
            QCOMPARE(done.error().kind, ErrorKind::Internal);
            QVERIFY2(type == HeaderType::RocketMq && command.code != qint16(command.code),
                     "only such a code has no bytes");
            continue;
        }
        FrameSplitter splitter;
        const auto again = frameIn(splitter, bytes);
        QVERIFY(again);
        const auto decoded = decode(*again);
        QVERIFY(decoded);
        QCOMPARE(decoded->code, command.code);
        QCOMPARE(decoded->fields.value_or(Fields()), fields);
        QCOMPARE(decoded->body, command.body);
    }
}

} // namespace

class TestWireFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void damagedFramesGiveValuesOrErrors();
    void damagedStreamsGiveFramesOrAnError();
    void damagedTextsGiveValuesOrErrors();

private:
    QList<QByteArray> m_frames;
};

void TestWireFuzz::initTestCase()
{
    m_frames = allFrames();
    QVERIFY(m_frames.size() > 1000);
}

void TestWireFuzz::damagedFramesGiveValuesOrErrors()
{
    Mutator mutator(1);
    int parsed = 0;
    for (int round = 0; round < rounds() && !QTest::currentTestFailed(); ++round) {
        QByteArray frame = m_frames.at(mutator.below(m_frames.size()));
        const qsizetype headerBytes = qFromBigEndian<qint32>(frame.constData() + 4) & 0xFFFFFF;
        mutator.mutate(frame, m_frames);
        mendLengths(frame, headerBytes);
        // In a block of its own size: what is read behind the end is seen.
        const QByteArray exact(frame.constData(), frame.size());
        FrameSplitter splitter;
        const auto read = frameIn(splitter, exact);
        if (!read)
            continue;
        // The splitter's buffer may be larger than the frame, hence the copies.
        const QByteArray header = read->header.toByteArray();
        const QByteArray body = read->body.toByteArray();
        if (const auto view = parse(Frame{read->headerType, header, body, {}})) {
            readCommand(*view);
            ++parsed;
        }
        readBody(body);
    }
    QVERIFY2(parsed > rounds() / 5,
             qPrintable(u"only %1 headers were good enough to be read on"_s.arg(parsed)));
}

void TestWireFuzz::damagedStreamsGiveFramesOrAnError()
{
    Mutator mutator(2);
    for (int round = 0; round < rounds() / 100 && !QTest::currentTestFailed(); ++round) {
        QByteArray stream;
        for (int i = 0; i < 10; ++i)
            stream += m_frames.at(mutator.below(m_frames.size()));
        mutator.mutate(stream, m_frames);
        FrameSplitter whole;
        FrameSplitter pieces;
        QByteArrayList wholeFrames;
        QByteArrayList pieceFrames;
        const auto take = [](FrameSplitter &splitter, QByteArrayList &frames) {
            for (auto next = splitter.next(); next && *next; next = splitter.next())
                frames.append((*next)->whole.toByteArray());
        };
        feed(whole, stream);
        take(whole, wholeFrames);
        for (qsizetype at = 0; at < stream.size();) {
            const qsizetype size = std::min(1 + mutator.below(500), stream.size() - at);
            feed(pieces, QByteArrayView(stream).sliced(at, size));
            take(pieces, pieceFrames);
            at += size;
        }
        QCOMPARE(pieceFrames, wholeFrames);
        QCOMPARE(pieces.next().has_value(), whole.next().has_value());
        QVERIFY(pieces.pendingBytes() <= stream.size());
    }
}

void TestWireFuzz::damagedTextsGiveValuesOrErrors()
{
    Mutator mutator(3);
    const QList<QByteArray> texts = {
        "KEYS\1k1 k2\2UNIQ_KEY\1C00002027BF04E0E2F2A718315B00000\2WAIT\1true\2",
        R"({"offsetTable":{{"brokerName":"b","queueId":3,"topic":"T"}:{"maxOffset":9}},"topicPutTps":0.0})",
        R"({"brokerDatas":[{"brokerAddrs":{0:"a:1",1:"b:2"},"brokerName":"x"}],"queueDatas":[{"brokerName":"x","perm":6}]})",
        R"(["\u6d88\n","\ud83d\ude00",true,false,null,-1.5e3,9223372036854775807])",
        "C00002027BF04E0E2F2A718315B00000",
        QByteArray::fromHex(
            "04224d18607073250000008f61626364656667680800ffffffffffffffffffffffffffffffffffffff7b50"
            "646566676800000000"),
        QByteArray::fromHex("28b52ffd005884000040616263646566676801007db3be7001010000"),
        QByteArray::fromHex("785eedc5310100200800b0ac0808fd1398c26f7b1627abef6cd8b66ddbb66ddbfef603c098ab4e"),
    };
    for (int round = 0; round < rounds() / 4 && !QTest::currentTestFailed(); ++round) {
        QByteArray text = texts.at(mutator.below(texts.size()));
        mutator.mutate(text, texts);
        const QByteArray exact(text.constData(), text.size());
        (void)readJson(exact);
        (void)readUniqueId(exact);
        (void)readOffsetId(exact);
        (void)topicStats(exact);
        (void)topicRoute(exact);
        QByteArray written;
        for (const auto &[name, value] : readProperties(exact))
            appendProperty(written, name, value);
        QVERIFY(written.size() <= exact.size() + 1);
        for (const CompressionType type :
             {CompressionType::Zlib, CompressionType::Lz4, CompressionType::Zstd}) {
            if (const auto inflated = decompress(type, exact, mebibyte))
                QVERIFY(inflated->size() <= mebibyte);
        }
        QByteArray escaped = "{\"remark\":\"";
        appendJsonEscaped(escaped, exact);
        escaped += "\"}";
        const auto view = parse(Frame{HeaderType::Json, escaped, {}, {}});
        QVERIFY(view);
        QCOMPARE(view->remarkText(), QString::fromUtf8(exact));
    }
}

QTEST_APPLESS_MAIN(TestWireFuzz)
#include "tst_wirefuzz.moc"
