// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/accessrefusal.h"
#include "wire/refusal.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::wire;

/// What servers say of requests that they do not let through, in their own words.
class TestAccessRefusal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhichItIs_data();
    void saysWhichItIs();
    void whatIsAboutOtherThingsIsNone_data();
    void whatIsAboutOtherThingsIsNone();
    void everyTroubleHasAHintOfItsOwn();
};

void TestAccessRefusal::saysWhichItIs_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("remark");
    QTest::addColumn<int>("trouble");
    const auto row = [](const char *title, int code, const QString &remark, AccessTrouble trouble) {
        QTest::newRow(title) << code << remark << int(trouble);
    };
    const QString v4 = u"org.apache.rocketmq.acl.common.AclException: %1, org.apache.rocketmq.acl.plain."_s;
    row("4.9 not signed", 1, v4.arg(u"No accessKey is configured"_s), AccessTrouble::NotSigned);
    row("4.9 unknown", 1, v4.arg(u"No acl config for stranger"_s), AccessTrouble::UnknownKey);
    row("4.9 wrong secret", 1, v4.arg(u"Check signature failed for accessKey=key"_s),
        AccessTrouble::WrongSignature);
    row("4.9 topic", 1, v4.arg(u"No default permission for acl-denied"_s), AccessTrouble::NotAllowed);
    row("4.9 admin", 1, v4.arg(u"Need admin permission for request code=17, but accessKey=key is not"_s),
        AccessTrouble::NotAllowed);
    row("4.9 else", 1, v4.arg(u"something new"_s), AccessTrouble::Unclear);
    row("5.x not signed", 16, u"username cannot be null."_s, AccessTrouble::NotSigned);
    row("5.x unknown", 16, u"User:stranger is not found."_s, AccessTrouble::UnknownKey);
    row("5.x disabled", 16, u"User:key is disabled."_s, AccessTrouble::DisabledUser);
    row("5.x wrong secret", 16, u"check signature failed."_s, AccessTrouble::WrongSignature);
    row("5.x topic", 16, u"User:key has no permission to access Topic:acl-denied from 127.0.0.1, denied"_s,
        AccessTrouble::NotAllowed);
    row("5.x else", 16, u"Authentication failed. Please verify the credentials and try again."_s,
        AccessTrouble::Unclear);
}

void TestAccessRefusal::saysWhichItIs()
{
    QFETCH(int, code);
    QFETCH(QString, remark);
    QFETCH(int, trouble);
    const std::optional<AccessTrouble> found = accessTrouble(code, remark);
    QVERIFY(found);
    QCOMPARE(int(*found), trouble);
    QCOMPARE(name(refusalKind(code, remark, ErrorKind::Broker)), "acl"_L1);
}

void TestAccessRefusal::whatIsAboutOtherThingsIsNone_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("remark");
    QTest::addColumn<QString>("kind");
    QTest::newRow("a read-only broker")
        << 16 << u"the broker[127.0.0.1] sending message is forbidden"_s << u"permission"_s;
    QTest::newRow("a read-only topic")
        << 16 << u"the topic[T] sending message is forbidden"_s << u"permission"_s;
    QTest::newRow("no recall") << 16 << u"recall failed, operation is forbidden"_s << u"permission"_s;
    QTest::newRow("a topic that is not there") << 17 << u"topic[T] not exist"_s << u"topic"_s;
    QTest::newRow("an error") << 1 << u"java.lang.NullPointerException"_s << u"broker"_s;
}

void TestAccessRefusal::whatIsAboutOtherThingsIsNone()
{
    QFETCH(int, code);
    QFETCH(QString, remark);
    QFETCH(QString, kind);
    QVERIFY(!accessTrouble(code, remark));
    QCOMPARE(QString(name(refusalKind(code, remark, ErrorKind::Broker))), kind);
}

void TestAccessRefusal::everyTroubleHasAHintOfItsOwn()
{
    QStringList hints;
    for (const AccessTrouble trouble :
         {AccessTrouble::NotSigned, AccessTrouble::UnknownKey, AccessTrouble::DisabledUser,
          AccessTrouble::WrongSignature, AccessTrouble::NotAllowed, AccessTrouble::Unclear})
        hints.append(accessHint(trouble));
    QCOMPARE(hints.removeDuplicates(), 0);
    QVERIFY(!hints.contains(QString()));
}

QTEST_APPLESS_MAIN(TestAccessRefusal)
#include "tst_accessrefusal.moc"
