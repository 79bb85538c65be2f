// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionhealth.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

namespace {

using Role = ServerConnection::Role;
using State = ServerConnection::State;

/// "n:open a:waiting": a NameServer that is open, and a broker whose connect failed. Also unused, opening,
/// reopening (after a failure), silent, lost, idle (closed for that).
QList<ServerConnection> connections(const QString &text)
{
    const Error refused{ErrorKind::Connect, u"connection refused"_s, {}, clienterror::connectBroker};
    const Error idle{ErrorKind::Connect, u"was idle"_s, {}, std::nullopt};
    QList<ServerConnection> list;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        const QString name = word.section(u':', 0, 0);
        const QString state = word.section(u':', 1);
        ServerConnection connection;
        connection.role = name == u"n" ? Role::NameServer : Role::Broker;
        connection.broker = BrokerName(name);
        connection.state = state == u"open" || state == u"silent"         ? State::Open
                           : state == u"opening" || state == u"reopening" ? State::Opening
                           : state == u"waiting"                          ? State::Waiting
                           : state == u"unused"                           ? State::Unused
                                                                          : State::Closed;
        connection.isSilent = state == u"silent";
        if (state == u"reopening" || state == u"waiting" || state == u"lost")
            connection.lastError = refused;
        if (state == u"idle")
            connection.lastError = idle;
        list.append(connection);
    }
    return list;
}

} // namespace

class TestConnectionHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhetherSendsCanWork_data();
    void saysWhetherSendsCanWork();
    void saysWhoDoesNotAnswerAndWhy();
};

void TestConnectionHealth::saysWhetherSendsCanWork_data()
{
    QTest::addColumn<QString>("servers");
    QTest::addColumn<bool>("isLost");
    QTest::addColumn<int>("troubles");
    QTest::newRow("just started") << u"n:unused"_s << false << 0;
    QTest::newRow("connecting") << u"n:opening"_s << false << 0;
    QTest::newRow("all well") << u"n:open a:open b:open"_s << false << 0;
    QTest::newRow("one broker gone") << u"n:open a:waiting b:open"_s << false << 1;
    QTest::newRow("all brokers gone") << u"n:open a:waiting b:lost"_s << true << 2;
    QTest::newRow("coming back") << u"n:open a:reopening b:waiting"_s << true << 2;
    QTest::newRow("silent") << u"n:open a:silent"_s << true << 1;
    QTest::newRow("idle") << u"n:open a:idle b:idle"_s << false << 0;
    QTest::newRow("one used") << u"n:open a:unused b:lost"_s << true << 1;
    QTest::newRow("no NameServer, but brokers") << u"n:waiting a:open"_s << false << 1;
    QTest::newRow("no NameServer") << u"n:waiting"_s << true << 1;
    QTest::newRow("one of two NameServers") << u"n:waiting n:open"_s << false << 1;
}

void TestConnectionHealth::saysWhetherSendsCanWork()
{
    QFETCH(QString, servers);
    const ConnectionHealth health = ConnectionHealth::of(connections(servers));
    QTEST(health.isLost, "isLost");
    QTEST(int(health.troubles.size()), "troubles");
}

void TestConnectionHealth::saysWhoDoesNotAnswerAndWhy()
{
    const ConnectionHealth health = ConnectionHealth::of(connections(u"n:waiting broker-a:silent"_s));
    QVERIFY(health.isNameServerLost);
    QVERIFY(health.nameServerTrouble.contains(u"connection refused"));
    QVERIFY(health.troubles.first().contains(u"broker-a does not answer"));
    QVERIFY(ConnectionHealth::of(connections(u"n:open a:lost"_s)).nameServerTrouble.isEmpty());
}

QTEST_GUILESS_MAIN(TestConnectionHealth)
#include "tst_connectionhealth.moc"
