// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/logcolumns.h"
#include "ui/shownwindow.h"

#include <QLineEdit>
#include <QListWidget>
#include <QTableView>
#include <QTreeView>

#include <functional>

namespace gantry::ui {

/// The same story on the sandbox and on a real cluster of broker-a and broker-b: broker-b is lost in the
/// middle of a SYNC burst, and comes back. What the window shows meanwhile is looked at; nothing in it is
/// clicked.
class LostBroker
{
public:
    static constexpr int newsTimeoutMs = 40'000; ///< over the 30 s after which routes are asked for again

    ShownWindow shown;
    std::function<bool()> lose;     ///< ends broker-b
    std::function<bool()> giveBack; ///< starts it again

    void tell()
    {
        for (const auto step : {&LostBroker::sendsToBoth, &LostBroker::showsTheLoss, &LostBroker::recovers}) {
            (this->*step)();
            if (QTest::currentTestFailed())
                break;
        }
        shown.trigger("cancelBurst");
    }

private:
    void sendsToBoth()
    {
        MessageDraft draft = MessageDraft::example();
        draft.mode = SendMode::Sync;
        draft.count = 1'000'000;
        draft.rate = 200;
        shown.workspace.send(draft);
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("● Running on ") + name(), newsTimeoutMs);
        QTRY_VERIFY_WITH_TIMEOUT(outcomes().size() >= 50, newsTimeoutMs);
        QTRY_COMPARE_WITH_TIMEOUT(brokersInRoute(), (QStringList{a, b}), newsTimeoutMs);
        QVERIFY(outcomes().counts(TopicName(QStringLiteral("TopicTest"))).size() > 4); // queues of both
    }

    void showsTheLoss()
    {
        QVERIFY(lose());
        QTRY_VERIFY_WITH_TIMEOUT(retried() >= 0, newsTimeoutMs);
        looksAtTheRetriedRow();
        QTRY_COMPARE_WITH_TIMEOUT(brokersInRoute(), QStringList{a}, newsTimeoutMs);
        QTRY_VERIFY_WITH_TIMEOUT(routeHistory().contains(QStringLiteral("broker-b went.")), newsTimeoutMs);
        // One broker is left: it runs, and says so as long as sends work.
        QCOMPARE(state(), QStringLiteral("● Running on ") + name());
        QVERIFY2(shown.said("windowState").startsWith(QStringLiteral("Running on ")),
                 qPrintable(shown.said("windowState")));
        const qsizetype before = outcomes().size();
        QTRY_VERIFY_WITH_TIMEOUT(outcomes().size() >= before + 20, newsTimeoutMs);
        QCOMPARE(brokersSince(before), QStringList{a});
    }

    void recovers()
    {
        QVERIFY(giveBack());
        const qsizetype before = outcomes().size();
        QTRY_COMPARE_WITH_TIMEOUT(brokersInRoute(), (QStringList{a, b}), newsTimeoutMs);
        QTRY_COMPARE_WITH_TIMEOUT(brokersSince(before), (QStringList{a, b}), newsTimeoutMs);
        QTRY_COMPARE_WITH_TIMEOUT(shown.said("connectionTroubles"), QString(), newsTimeoutMs);
        QTRY_COMPARE_WITH_TIMEOUT(shown.said("routePenalties"), QString(), newsTimeoutMs);
        QCOMPARE(state(), QStringLiteral("● Running on ") + name());
        QCOMPARE(outcomes().totals().failed, 0U); // every one was saved by its second attempt
    }

    /// In the log, and in the details once it is chosen.
    void looksAtTheRetriedRow()
    {
        const SentMessage sent = outcomes().sent(retried());
        QCOMPARE(sent.outcome.attempts.first().broker.text(), b);
        QVERIFY(sent.outcome.attempts.first().error.has_value());
        QCOMPARE(sent.outcome.attempts.last().broker.text(), a);
        QVERIFY(sent.outcome.isOk());
        shown.find<QLineEdit>("filter")->setText(QStringLiteral("attempts>1"));
        auto *table = shown.find<QTableView>("log");
        QTRY_VERIFY_WITH_TIMEOUT(
            table->model()->rowCount() > 0 && table->model()->rowCount() < outcomes().size(), newsTimeoutMs);
        table->setCurrentIndex(table->model()->index(0, 0));
        QVERIFY(cell(*table, LogColumn::Attempts).toInt() > 1);
        const QString sentence = shown.said("flightSentence");
        QVERIFY2(sentence.contains(QStringLiteral("It took 2 attempts; before, at broker-b")),
                 qPrintable(sentence));
        shown.find<QLineEdit>("filter")->clear();
    }

    static QString cell(const QTableView &table, LogColumn column)
    {
        return table.model()->index(0, int(column)).data().toString();
    }
    OutcomeStore &outcomes() { return shown.workspace.outcomes(); }
    QString name() { return shown.workspace.profile().name; }
    QString state() { return shown.said("connectionState"); }
    /// The first row with more than one attempt; -1: none.
    qsizetype retried()
    {
        for (qsizetype row = 0; row < outcomes().size(); ++row) {
            if (outcomes().at(row).row.attempts > 1)
                return row;
        }
        return -1;
    }
    QStringList brokersSince(qsizetype row)
    {
        QStringList brokers;
        for (; row < outcomes().size(); ++row) {
            const QString broker = outcomes().sent(row).outcome.attempts.last().broker.text();
            if (!brokers.contains(broker))
                brokers.append(broker);
        }
        brokers.sort();
        return brokers;
    }
    /// As the routing panel shows them, without its marks.
    QStringList brokersInRoute()
    {
        const QAbstractItemModel *model = shown.find<QTreeView>("route")->model();
        QStringList brokers;
        for (int row = 0; row < model->rowCount(); ++row)
            brokers.append(model->index(row, 0).data().toString().remove(QStringLiteral("⚠ ")));
        return brokers;
    }
    QString routeHistory()
    {
        QString all;
        const auto *list = shown.find<QListWidget>("routeHistory");
        for (int row = 0; row < list->count(); ++row)
            all += list->item(row)->text() + u'\n';
        return all;
    }

    const QString a = QStringLiteral("broker-a");
    const QString b = QStringLiteral("broker-b");
};

} // namespace gantry::ui
