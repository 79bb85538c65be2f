// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "vectors/recorded.h"
#include "wire/frame.h"

#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace gantry;
using namespace gantry::testing;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

namespace {

QByteArray word(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray frameOf(QByteArrayView header, QByteArrayView body, HeaderType type = HeaderType::Json)
{
    return word(quint32(4 + header.size() + body.size())) + word(quint32(type) << 24 | quint32(header.size()))
           + header.toByteArray() + body.toByteArray();
}

/// A stream of some hundred real frames.
QList<QByteArray> someFrames()
{
    QList<QByteArray> frames;
    for (const QString &file : {u"5.5.0/send-sync"_s, u"4.9.5/send-binary"_s, u"5.5.0/view-and-query"_s}) {
        for (const RecordedFrame &frame : recordedFrames(file))
            frames.append(frame.bytes);
    }
    return frames;
}

/// Everything that the splitter has, as copies.
QList<QByteArray> takeAll(FrameSplitter &splitter)
{
    QList<QByteArray> frames;
    for (;;) {
        const Result<std::optional<Frame>> next = splitter.next();
        if (!next || !*next)
            return frames;
        frames.append((*next)->whole.toByteArray());
    }
}

} // namespace

class TestFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFrameIsCutIntoItsParts();
    void headerAndBodyMayBeEmpty();
    void byteByByteGivesTheSameFrames();
    void everyCutOfAStreamGivesTheSameFrames();
    void randomPiecesGiveTheSameFrames();
    void hostileLengthsAreRefused_data();
    void hostileLengthsAreRefused();
    void theLargestFrameIsTaken();
    void anErrorStays();
    void framesBeforeAnErrorAreGiven();
    void fourBytesDoNotReserveSixteenMebibytes();
    void aBigBufferIsGivenBack();
    void textIsNoFrame();
};

void TestFrame::aFrameIsCutIntoItsParts()
{
    FrameSplitter splitter;
    const QByteArray bytes = frameOf("{\"code\":0}", "hello", HeaderType::RocketMq);
    const auto frame = frameIn(splitter, bytes);
    QVERIFY(frame);
    QVERIFY(frame->headerType == HeaderType::RocketMq);
    QVERIFY(frame->header == "{\"code\":0}");
    QVERIFY(frame->body == "hello");
    QCOMPARE(frame->whole.toByteArray(), bytes);
    QCOMPARE(splitter.pendingBytes(), 0);
}

void TestFrame::headerAndBodyMayBeEmpty()
{
    FrameSplitter splitter;
    const auto frame = frameIn(splitter, QByteArray(word(4) + word(0)));
    QVERIFY(frame);
    QVERIFY(frame->header.isEmpty());
    QVERIFY(frame->body.isEmpty());
    QVERIFY(!*splitter.next());
}

void TestFrame::byteByByteGivesTheSameFrames()
{
    const QList<QByteArray> frames = someFrames();
    FrameSplitter splitter;
    QList<QByteArray> seen;
    for (const char &byte : frames.join()) {
        feed(splitter, QByteArrayView(&byte, 1));
        seen.append(takeAll(splitter));
    }
    QVERIFY(frames.size() > 40);
    QCOMPARE(seen, frames);
}

void TestFrame::everyCutOfAStreamGivesTheSameFrames()
{
    const QList<QByteArray> frames = someFrames().first(6);
    const QByteArray stream = frames.join();
    for (qsizetype cut = 0; cut <= stream.size(); ++cut) {
        FrameSplitter splitter;
        feed(splitter, QByteArrayView(stream).first(cut));
        QList<QByteArray> seen = takeAll(splitter);
        feed(splitter, QByteArrayView(stream).sliced(cut));
        seen.append(takeAll(splitter));
        QVERIFY2(seen == frames, qPrintable(u"cut at %1"_s.arg(cut)));
        QCOMPARE(splitter.pendingBytes(), 0);
    }
}

void TestFrame::randomPiecesGiveTheSameFrames()
{
    const QList<QByteArray> frames = someFrames();
    const QByteArray stream = frames.join();
    QRandomGenerator random(1);
    for (int round = 0; round < 200; ++round) {
        FrameSplitter splitter;
        QList<QByteArray> seen;
        for (qsizetype at = 0; at < stream.size();) {
            const qsizetype size = std::min<qsizetype>(random.bounded(1, 3000), stream.size() - at);
            // More room than bytes that come, as with a socket; and sometimes several pieces before a look.
            char *const place = splitter.prepare(size + random.bounded(500));
            std::memcpy(place, stream.constData() + at, size_t(size));
            splitter.commit(size);
            at += size;
            if (random.bounded(3) != 0)
                seen.append(takeAll(splitter));
        }
        seen.append(takeAll(splitter));
        QCOMPARE(seen, frames);
    }
}

void TestFrame::hostileLengthsAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no room for the header's length") << word(3);
    QTest::newRow("zero") << word(0);
    QTest::newRow("negative") << word(0xFFFFFFFF);
    QTest::newRow("one over the limit") << word(16'777'213);
    QTest::newRow("two gigabytes") << word(0x7FFFFFFF);
    QTest::newRow("a header longer than the frame") << word(10) + word(7);
    QTest::newRow("the longest header") << word(100) + word(0x00FFFFFF);
    QTest::newRow("an unknown type of header") << word(10) + word(0x02000001);
    QTest::newRow("the highest type of header") << word(10) + word(0xFF000001);
}

void TestFrame::hostileLengthsAreRefused()
{
    QFETCH(QByteArray, bytes);
    FrameSplitter splitter;
    feed(splitter, bytes);
    const auto next = splitter.next();
    QVERIFY(!next);
    QCOMPARE(next.error().kind, ErrorKind::Internal);
    QVERIFY(!next.error().detail.isEmpty());
}

void TestFrame::theLargestFrameIsTaken()
{
    const QByteArray body(maxFrameBytes - 8 - 2, 'x');
    FrameSplitter splitter;
    const QByteArray bytes = frameOf("{}", body);
    QCOMPARE(bytes.size(), maxFrameBytes);
    const auto frame = frameIn(splitter, bytes);
    QVERIFY(frame);
    QVERIFY(frame->body == body);
}

void TestFrame::anErrorStays()
{
    FrameSplitter splitter;
    feed(splitter, word(1));
    const auto first = splitter.next();
    QVERIFY(!first);
    feed(splitter, frameOf("{}", "good"));
    const auto second = splitter.next();
    QVERIFY(!second);
    QCOMPARE(second.error(), first.error());
}

void TestFrame::framesBeforeAnErrorAreGiven()
{
    FrameSplitter splitter;
    feed(splitter, QByteArray(frameOf("{}", "good") + word(1)));
    QCOMPARE(takeAll(splitter).size(), 1);
    QVERIFY(!splitter.next());
}

void TestFrame::fourBytesDoNotReserveSixteenMebibytes()
{
    // Many peers announce the largest frame and send nothing more: gigabytes, were the room for it reserved.
    std::vector<FrameSplitter> splitters(4096);
    const QByteArray announcement = word(quint32(maxFrameBytes - 4)) + word(10);
    for (FrameSplitter &splitter : splitters) {
        feed(splitter, announcement);
        QVERIFY(!*splitter.next());
        QCOMPARE(splitter.pendingBytes(), 8);
        const char *const begin = splitter.prepare(100);
        // What was there is kept in front of the new place, and nothing else is.
        QCOMPARE(QByteArray(begin - 8, 8), announcement);
    }
}

void TestFrame::aBigBufferIsGivenBack()
{
    FrameSplitter splitter;
    QVERIFY(frameIn(splitter, frameOf("{}", QByteArray(8 << 20, 'x'))));
    const auto frame = frameIn(splitter, frameOf("{}", "small"));
    QVERIFY(frame);
    QVERIFY(frame->body == "small");
}

void TestFrame::textIsNoFrame()
{
    FrameSplitter splitter;
    feed(splitter, "HTTP/1.1 400 Bad Request\r\n\r\n");
    const auto next = splitter.next();
    QVERIFY(!next);
    QVERIFY(!next.error().hint.isEmpty());
}

QTEST_APPLESS_MAIN(TestFrame)
#include "tst_frame.moc"
