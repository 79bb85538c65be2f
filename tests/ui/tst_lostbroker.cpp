// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxbrokermodel.h"
#include "ui/lostbroker.h"

using namespace Qt::StringLiterals;
using namespace gantry::ui;

/// The window while brokers of the sandbox go and come, by its own buttons.
class TestLostBroker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLostBrokerIsShownAndComesBackWithoutAClick();
    void withoutAnyBrokerItSaysThatItReconnects();

private:
    /// Presses the button that ends or starts the broker in this row, and waits until it is `state`.
    static bool press(const ShownWindow &shown, int row, const QString &state);
};

bool TestLostBroker::press(const ShownWindow &shown, int row, const QString &state)
{
    shown.raise("sandboxDock");
    auto *table = shown.find<QTableView>("sandboxBrokers");
    if (!QTest::qWaitFor([&] { return table->model()->rowCount() > row; }, 10'000))
        return false;
    table->selectRow(row);
    shown.trigger("brokerStop");
    const auto isDone = [&] {
        return table->model()->index(row, SandboxBrokerModel::StateColumn).data().toString() == state;
    };
    const bool isAsWanted = QTest::qWaitFor(isDone, 10'000);
    shown.raise("routingDock");
    return isAsWanted;
}

void TestLostBroker::aLostBrokerIsShownAndComesBackWithoutAClick()
{
    LostBroker story;
    story.lose = [&] { return press(story.shown, 1, u"stopped"_s); };
    story.giveBack = [&] { return press(story.shown, 1, u"running"_s); };
    story.tell();
}

void TestLostBroker::withoutAnyBrokerItSaysThatItReconnects()
{
    ShownWindow shown;
    shown.workspace.send(MessageDraft::example());
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace.outcomes().size(), 1, 10'000);
    QVERIFY(press(shown, 0, u"stopped"_s));
    QVERIFY(press(shown, 1, u"stopped"_s));
    shown.workspace.send(MessageDraft::example());
    QTRY_VERIFY_WITH_TIMEOUT(shown.said("connectionState").contains("Reconnecting"_L1), 20'000);
    QVERIFY2(shown.said("windowState").startsWith("Reconnecting"_L1), qPrintable(shown.said("windowState")));
    QVERIFY(press(shown, 0, u"running"_s));
    QTRY_VERIFY_WITH_TIMEOUT(shown.said("connectionState").contains("Running"_L1), 40'000);
    QVERIFY2(shown.said("windowState").startsWith("Running"_L1), qPrintable(shown.said("windowState")));
}

QTEST_MAIN(TestLostBroker)
#include "tst_lostbroker.moc"
