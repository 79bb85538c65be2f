// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/batch.h"

#include <QTest>

using namespace gantry;
using namespace gantry::wire;
using namespace Qt::StringLiterals;

class TestBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesAreJavas();
    void membersComeBack();
    void nothingIsNothing();
    void tooLongPropertiesAreRefused();
    void theTotalSizeIsNotTrusted();
    void everyTruncationIsAnError();
    void everyOneByteChangeGivesAValueOrAnError();
};

void TestBatch::bytesAreJavas()
{
    const auto body = encodeBatch({{.flag = 0, .body = "b1", .properties = "WAIT\1true\2"},
                                   {.flag = 2, .body = "b2", .properties = {}}});
    QVERIFY(body);
    QCOMPARE(body->toHex(), "00000022"
                            "00000000"
                            "00000000"
                            "00000000"
                            "00000002"
                            "6231"
                            "000a"
                            "5741495401747275"
                            "6502"
                            "00000018"
                            "00000000"
                            "00000000"
                            "00000002"
                            "00000002"
                            "6232"
                            "0000"_ba);
}

void TestBatch::membersComeBack()
{
    QList<BatchMember> members;
    for (int i = 0; i < 100; ++i)
        members.append({i - 50, QByteArray(i * 7, char(i)), QByteArray(i, 'p')});
    members.append({0, "x", QByteArray(32'767, 'p')});
    const auto body = encodeBatch(members);
    QVERIFY(body);
    QCOMPARE(decodeBatch(*body).value_or(QList<BatchMember>()), members);
}

void TestBatch::nothingIsNothing()
{
    QVERIFY(encodeBatch({})->isEmpty());
    QVERIFY(decodeBatch({})->isEmpty());
}

void TestBatch::tooLongPropertiesAreRefused()
{
    const auto body = encodeBatch({{0, "x", QByteArray(32'768, 'p')}});
    QVERIFY(!body);
    QCOMPARE(body.error().kind, ErrorKind::MessageTooLarge);
}

void TestBatch::theTotalSizeIsNotTrusted()
{
    QByteArray body = *encodeBatch({{1, "b", "p"}});
    body[3] = 99;
    const auto members = decodeBatch(body);
    QVERIFY(members);
    QCOMPARE(members->first().body, "b"_ba);
}

void TestBatch::everyTruncationIsAnError()
{
    const QByteArray body = *encodeBatch({{1, "b1", "p"}, {2, "b2", "p"}});
    const qsizetype firstMember = body.size() / 2;
    for (qsizetype size = 0; size < body.size(); ++size) {
        const auto members = decodeBatch(QByteArray(body.constData(), size));
        QCOMPARE(members.has_value(), size % firstMember == 0);
        if (!members)
            QCOMPARE(members.error().kind, ErrorKind::IllegalMessage);
    }
}

void TestBatch::everyOneByteChangeGivesAValueOrAnError()
{
    const QByteArray body = *encodeBatch({{1, "b1", "p"}, {2, "b2", "p"}});
    for (qsizetype at = 0; at < body.size(); ++at) {
        for (int value = 0; value < 256; ++value) {
            QByteArray changed(body.constData(), body.size());
            changed[at] = char(value);
            if (const auto members = decodeBatch(changed))
                QVERIFY(members->size() <= 3);
        }
    }
}

QTEST_APPLESS_MAIN(TestBatch)
#include "tst_batch.moc"
