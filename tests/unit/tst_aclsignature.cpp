// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/aclsignature.h"

#include <QTest>

using namespace gantry::wire;

class TestAclSignature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isThatOfTheJavaClient_data();
    void isThatOfTheJavaClient();
    void oneRequestLeavesNothingForTheNext();
};

/// All of one request; its signature was computed by AclClientRPCHook of the client 5.5.0.
void TestAclSignature::isThatOfTheJavaClient_data()
{
    QTest::addColumn<Fields>("fields");
    const Fields sorted{{"AccessKey", "ak"}, {"SecurityToken", "tok"}, {"Z", "last?"},
                        {"a", "PG"},         {"b", "TopicA"},          {"m", "false"}};
    QTest::newRow("sorted") << sorted;
    QTest::newRow("in another order") << Fields(sorted.crbegin(), sorted.crend());
    QTest::newRow("signed already") << sorted + Fields{{"Signature", "old"}};
    QTest::newRow("twice the same name") << Fields{{"a", "other"}} + sorted;
}

void TestAclSignature::isThatOfTheJavaClient()
{
    QFETCH(Fields, fields);
    QCOMPARE(aclSignature(fields, "hello", "12345678"), "oxrrVu6I4dLTK6aP2WFm+8yWkC8=");
}

void TestAclSignature::oneRequestLeavesNothingForTheNext()
{
    AclSigner signer("12345678");
    const Fields fields{{"a", "PG"}, {"b", "TopicA"}};
    const QByteArray first = signer.signature(fields, "hello");
    QVERIFY(signer.signature({{"a", "another"}}, "body") != first);
    QCOMPARE(signer.signature(fields, "hello"), first);
    QCOMPARE(first, aclSignature(fields, "hello", "12345678"));
}

QTEST_APPLESS_MAIN(TestAclSignature)
#include "tst_aclsignature.moc"
