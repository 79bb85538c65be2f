// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/compression.h"

#include <QRandomGenerator>
#include <QTest>

#include <zlib.h>

#include <thread>

using namespace gantry;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mebibyte = 1 << 20;

/// Bodies of many sizes: empty, tiny, text, random, over a block of LZ4.
QList<QByteArray> someBodies()
{
    QRandomGenerator random(7);
    QByteArray noise(100'000, Qt::Uninitialized);
    for (char &c : noise)
        c = char(random.generate());
    QByteArray text;
    while (text.size() < 200'000)
        text += "{\"order\":" + QByteArray::number(random.bounded(1'000'000)) + ",\"name\":\"客户\"}";
    return {
        "", "x", "hello", text.first(4096), text, noise, QByteArray(9 * mebibyte, 'z'), noise.repeated(50)};
}

} // namespace

class TestCompression : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flagsAreJavas();
    void unknownTypesAreErrors();
    void javasBytes_data();
    void javasBytes();
    void bodiesComeBack_data() { addTypes(); }
    void bodiesComeBack();
    void zlibEqualsCompress2();
    void lz4HasJavasHeader();
    void zstdHasNeitherSizeNorCheckSum();
    void levelsTakeTurns();
    void wrongLevelsAreErrors();
    void bombsAreRefused_data() { addTypes(); }
    void bombsAreRefused();
    void theLimitIsExact_data() { addTypes(); }
    void theLimitIsExact();
    void everyTruncationIsAnError_data() { addTypes(); }
    void everyTruncationIsAnError();
    void changesGiveAValueOrAnError_data() { addTypes(); }
    void changesGiveAValueOrAnError();
    void bytesBehindTheEndAreAnError_data() { addTypes(); }
    void bytesBehindTheEndAreAnError();
    void anErrorDoesNotSpoilTheNextBody_data() { addTypes(); }
    void anErrorDoesNotSpoilTheNextBody();
    void threadsDoNotMix_data() { addTypes(); }
    void threadsDoNotMix();

private:
    static void addTypes();
};

void TestCompression::addTypes()
{
    QTest::addColumn<CompressionType>("type");
    QTest::newRow("ZLIB") << CompressionType::Zlib;
    QTest::newRow("LZ4") << CompressionType::Lz4;
    QTest::newRow("ZSTD") << CompressionType::Zstd;
}

void TestCompression::flagsAreJavas()
{
    QCOMPARE(compressionFlag(CompressionType::Zlib), 769);
    QCOMPARE(compressionFlag(CompressionType::Lz4), 257);
    QCOMPARE(compressionFlag(CompressionType::Zstd), 513);
    for (const CompressionType type : {CompressionType::Zlib, CompressionType::Lz4, CompressionType::Zstd})
        QVERIFY(compressionType(compressionFlag(type) | 0x4).value() == type);
    QVERIFY(compressionType(1).value() == CompressionType::Zlib);
}

void TestCompression::unknownTypesAreErrors()
{
    for (const int bits : {4, 5, 6, 7})
        QCOMPARE(compressionType(1 | bits << 8).error().kind, ErrorKind::IllegalMessage);
}

void TestCompression::javasBytes_data()
{
    QTest::addColumn<CompressionType>("type");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("ZLIB")
        << CompressionType::Zlib
        << "785eedc5310100200800b0ac0808fd1398c26f7b1627abef6cd8b66ddbb66ddbfef603c098ab4e"_ba;
    QTest::newRow("LZ4")
        << CompressionType::Lz4
        << "04224d18607073250000008f61626364656667680800ffffffffffffffffffffffffffffffffffffff7b50"
           "646566676800000000"_ba;
    QTest::newRow("ZSTD, streamed") << CompressionType::Zstd
                                    << "28b52ffd005884000040616263646566676801007db3be7001010000"_ba;
}

void TestCompression::javasBytes()
{
    QFETCH(CompressionType, type);
    QFETCH(QByteArray, hex);
    const QByteArray body = QByteArray("abcdefgh").repeated(625);
    QCOMPARE(decompress(type, QByteArray::fromHex(hex), mebibyte).value_or("an error"), body);
    if (type != CompressionType::Zstd)
        QCOMPARE(compress(type, 5, body)->toHex(), hex);
}

void TestCompression::bodiesComeBack()
{
    QFETCH(CompressionType, type);
    for (const QByteArray &body : someBodies()) {
        const auto compressed = compress(type, 5, body);
        QVERIFY(compressed);
        const auto inflated = decompress(type, *compressed, 16 * mebibyte);
        QVERIFY(inflated);
        QVERIFY(*inflated == body);
    }
}

void TestCompression::zlibEqualsCompress2()
{
    for (const QByteArray &body : someBodies()) {
        for (const int level : {1, 5, 9}) {
            uLongf size = compressBound(uLong(body.size()));
            QByteArray expected(qsizetype(size), Qt::Uninitialized);
            QCOMPARE(compress2(reinterpret_cast<Bytef *>(expected.data()), &size,
                               reinterpret_cast<const Bytef *>(body.constData()), uLong(body.size()), level),
                     Z_OK);
            expected.truncate(qsizetype(size));
            QVERIFY(*compress(CompressionType::Zlib, level, body) == expected);
        }
    }
    QVERIFY(compress(CompressionType::Zlib, 5, QByteArray(4096, 'z'))
                ->startsWith(QByteArray::fromHex("785eedc1010d")));
}

void TestCompression::lz4HasJavasHeader()
{
    for (const QByteArray &body : someBodies()) {
        const auto compressed = compress(CompressionType::Lz4, 0, body);
        QVERIFY(compressed->startsWith(QByteArray::fromHex("04224d18607073")));
        QVERIFY(compressed->endsWith(QByteArray(4, '\0')));
    }
}

void TestCompression::zstdHasNeitherSizeNorCheckSum()
{
    const auto compressed = compress(CompressionType::Zstd, 3, QByteArray(10'000, 'z'));
    QVERIFY(compressed->startsWith(QByteArray::fromHex("28b52ffd")));
    QCOMPARE(compressed->at(4) & 0xE7, 0); // frame content size, single segment, check sum, dictionary
}

void TestCompression::levelsTakeTurns()
{
    const QByteArray body = someBodies().at(4);
    const auto first = compress(CompressionType::Zlib, 1, body);
    const auto ninth = compress(CompressionType::Zlib, 9, body);
    QVERIFY(ninth->size() < first->size());
    QVERIFY(*compress(CompressionType::Zlib, 1, body) == *first);
    QCOMPARE(compress(CompressionType::Zlib, 0, body)->size() > body.size(), true);
    QVERIFY(*compress(CompressionType::Zlib, 9, body) == *ninth);
}

void TestCompression::wrongLevelsAreErrors()
{
    for (const int level : {-2, -1, 10, 100})
        QCOMPARE(compress(CompressionType::Zlib, level, "x").error().kind, ErrorKind::Internal);
    for (const int level : {-1, 0, 23})
        QCOMPARE(compress(CompressionType::Zstd, level, "x").error().kind, ErrorKind::Internal);
    QVERIFY(compress(CompressionType::Zlib, 5, "x"));
}

void TestCompression::bombsAreRefused()
{
    QFETCH(CompressionType, type);
    const auto bomb = compress(type, 5, QByteArray(200 * mebibyte, '\0'));
    QVERIFY(bomb);
    QVERIFY(bomb->size() < mebibyte);
    const auto inflated = decompress(type, *bomb, 4 * mebibyte);
    QVERIFY(!inflated);
    QCOMPARE(inflated.error().kind, ErrorKind::IllegalMessage);
}

void TestCompression::theLimitIsExact()
{
    QFETCH(CompressionType, type);
    for (const qsizetype size :
         {qsizetype(0), qsizetype(1), qsizetype(4095), qsizetype(4096), qsizetype(100'000)}) {
        const auto compressed = compress(type, 5, QByteArray(size, 'z'));
        QVERIFY(compressed);
        QVERIFY(decompress(type, *compressed, size));
        if (size > 0)
            QVERIFY(!decompress(type, *compressed, size - 1));
    }
}

void TestCompression::everyTruncationIsAnError()
{
    QFETCH(CompressionType, type);
    const auto compressed = compress(type, 5, someBodies().at(3));
    QVERIFY(compressed);
    for (qsizetype size = 0; size < compressed->size(); ++size) {
        const auto inflated = decompress(type, QByteArray(compressed->constData(), size), mebibyte);
        QVERIFY2(!inflated, qPrintable(u"%1 bytes"_s.arg(size)));
        QCOMPARE(inflated.error().kind, ErrorKind::IllegalMessage);
    }
}

void TestCompression::changesGiveAValueOrAnError()
{
    QFETCH(CompressionType, type);
    const auto compressed = compress(type, 5, someBodies().at(3).first(1000));
    QVERIFY(compressed);
    for (qsizetype at = 0; at < compressed->size(); ++at) {
        for (const int change : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
            QByteArray changed(compressed->constData(), compressed->size());
            changed[at] = char(changed.at(at) ^ change);
            if (const auto inflated = decompress(type, changed, mebibyte))
                QVERIFY(inflated->size() <= mebibyte);
        }
    }
}

void TestCompression::bytesBehindTheEndAreAnError()
{
    QFETCH(CompressionType, type);
    const QByteArray longer = *compress(type, 5, "body") + "x";
    QVERIFY(!decompress(type, longer, mebibyte));
    QVERIFY(!decompress(type, "plain text, not compressed", mebibyte));
}

void TestCompression::anErrorDoesNotSpoilTheNextBody()
{
    QFETCH(CompressionType, type);
    const QByteArray body = someBodies().at(4);
    const auto compressed = compress(type, 5, body);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!decompress(type, compressed->chopped(10), mebibyte));
        QVERIFY(!decompress(type, *compressed, 1000));
        QVERIFY(!decompress(type, "no stream at all", mebibyte));
        QVERIFY(*decompress(type, *compressed, mebibyte) == body);
    }
}

void TestCompression::threadsDoNotMix()
{
    QFETCH(CompressionType, type);
    const QByteArray body = someBodies().at(4);
    const auto expected = compress(type, 5, body);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&] {
            for (int i = 0; i < 10; ++i) {
                const auto compressed = compress(type, 5, body);
                if (!compressed || *compressed != *expected
                    || *decompress(type, *compressed, mebibyte) != body)
                    ++wrong;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

QTEST_APPLESS_MAIN(TestCompression)
#include "tst_compression.moc"
