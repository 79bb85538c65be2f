// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/bytes.h"

#include <QTest>

#include <limits>

using namespace gantry::wire;

class TestBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBigEndian();
    void aReadPastTheEndMovesNothing();
    void takesInPlace();
    void writesBehindWhatIsThere();
    void theSizeIsRightAfterFinish();
    void numbersAreDecimal_data();
    void numbersAreDecimal();
};

void TestBytes::readsBigEndian()
{
    const QByteArray bytes = QByteArray::fromHex("0102030480FFFFFFFFFFFFFFFE");
    ByteReader reader(bytes);
    QCOMPARE(reader.read<qint32>(), 0x01020304);
    QCOMPARE(reader.read<quint8>(), quint8(0x80));
    QCOMPARE(reader.read<qint64>(), qint64(-2));
    QVERIFY(reader.atEnd());
}

void TestBytes::aReadPastTheEndMovesNothing()
{
    ByteReader reader("abc");
    QVERIFY(!reader.read<qint32>());
    QVERIFY(!reader.take(4));
    QVERIFY(!reader.take(-1));
    QCOMPARE(reader.position(), 0);
    QCOMPARE(reader.read<quint8>(), quint8('a'));
    QCOMPARE(reader.remaining(), 2);
}

void TestBytes::takesInPlace()
{
    const QByteArray bytes("header|body");
    ByteReader reader(bytes);
    const auto taken = reader.take(6);
    QVERIFY(taken);
    QCOMPARE(taken->data(), bytes.constData());
    QCOMPARE(taken->size(), 6);
    QVERIFY(reader.take(0));
    QCOMPARE(reader.position(), 6);
}

void TestBytes::writesBehindWhatIsThere()
{
    QByteArray bytes("old ");
    {
        ByteWriter writer(bytes, 100);
        const qsizetype at = writer.position();
        QCOMPARE(at, 4);
        writer.putBigEndian<qint32>(0);
        writer.put("new");
        writer.put('!');
        writer.put(QByteArrayView());
        writer.patch(at, 0x01020304);
    }
    QCOMPARE(bytes, QByteArray("old \x01\x02\x03\x04new!"));
}

void TestBytes::theSizeIsRightAfterFinish()
{
    QByteArray bytes;
    ByteWriter writer(bytes, 1000);
    writer.put("ab");
    writer.finish();
    QCOMPARE(bytes.size(), 2);
}

void TestBytes::numbersAreDecimal_data()
{
    QTest::addColumn<qint64>("number");
    for (const qint64 number : {qint64(0), qint64(9), qint64(10), qint64(-1), qint64(1795395616177),
                                std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min()})
        QTest::addRow("%lld", static_cast<long long>(number)) << number;
}

void TestBytes::numbersAreDecimal()
{
    QFETCH(qint64, number);
    QByteArray bytes;
    {
        ByteWriter writer(bytes, 20);
        writer.putDecimal(number);
    }
    QCOMPARE(bytes, QByteArray::number(number));
}

QTEST_APPLESS_MAIN(TestBytes)
#include "tst_bytes.moc"
