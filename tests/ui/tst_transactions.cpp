// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/deliveryform.h"
#include "composer/kindform.h"
#include "transactions/transactionpanel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 20'000;
constexpr int endTransactionCode = 37;
constexpr int batchCode = 320;

struct Fixture {
    Fixture() { panel.show(); }

    void send(SendKind kind, std::optional<TransactionState> decision, quint64 count)
    {
        MessageDraft draft = MessageDraft::example();
        draft.kind = kind;
        draft.decision = decision;
        draft.count = count;
        workspace.send(draft);
    }
    [[nodiscard]] QStringList states() const
    {
        QStringList states;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            states.append(table()->model()->index(row, TransactionModel::StateColumn).data().toString());
        return states;
    }
    [[nodiscard]] QTableView *table() const { return panel.findChild<QTableView *>(u"transactions"_s); }
    [[nodiscard]] QAction *action(const char *name) const
    {
        return panel.findChild<QAction *>(QLatin1StringView(name));
    }
    [[nodiscard]] qsizetype count(int code)
    {
        return std::ranges::count(workspace.session().running().sandbox->requests(), code,
                                  &SandboxRequest::code);
    }

    QTemporaryDir dir;
    Workspace workspace{WorkspacePaths{dir.path(), dir.path()}};
    TransactionPanel panel{workspace};
};

} // namespace

/// Sends in transactions, batches and with replies, as the window has them.
class TestTransactions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decidedByHand_data();
    void decidedByHand();
    void decidedByTheRule();
    void decidedAtOnceIsNotListed();
    void nothingRuns();
    void batches();
    void requestsWithoutReply();
    void draftsKeepTheirKind_data();
    void draftsKeepTheirKind();
    void theFormSaysWhatCannotBe();
};

void TestTransactions::decidedByHand_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("state");
    QTest::newRow("commit") << QByteArray("transactionCommit") << u"committed"_s;
    QTest::newRow("rollback") << QByteArray("transactionRollback") << u"rolled back"_s;
}

void TestTransactions::decidedByHand()
{
    QFETCH(QByteArray, action);
    Fixture fixture;
    const QAbstractItemModelTester tester(fixture.table()->model());
    fixture.send(SendKind::Transaction, std::nullopt, 3);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.states(), (QStringList{u"open"_s, u"open"_s, u"open"_s}), patienceMs);
    QVERIFY(!fixture.action(action.constData())->isEnabled()); // nothing is selected
    fixture.table()->selectAll();
    QVERIFY(fixture.action(action.constData())->isEnabled());
    fixture.action(action.constData())->trigger();
    QFETCH(QString, state);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.states().count(state), 3, patienceMs);
    QCOMPARE(fixture.count(endTransactionCode), 3);
    QCOMPARE(fixture.workspace.session().transactions().openCount(), 0);
    QVERIFY(!fixture.action(action.constData())->isEnabled());
    fixture.action("transactionsClear")->trigger();
    QCOMPARE(fixture.table()->model()->rowCount(), 0);
}

void TestTransactions::decidedByTheRule()
{
    Fixture fixture;
    auto *rule = fixture.panel.findChild<QComboBox *>(u"transactionRule"_s);
    rule->setCurrentIndex(1);
    fixture.send(SendKind::Transaction, TransactionState::Unknown, 1);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.states(), QStringList{u"committed"_s},
                              patienceMs); // the broker asks after 6 s
    QCOMPARE(fixture.table()->model()->index(0, TransactionModel::AskedColumn).data().toString(), u"1"_s);
}

void TestTransactions::decidedAtOnceIsNotListed()
{
    Fixture fixture;
    fixture.send(SendKind::Transaction, TransactionState::Commit, 2);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.workspace.outcomes().size(), 2, patienceMs);
    QCOMPARE(fixture.table()->model()->rowCount(), 0);
    const SentMessage sent = fixture.workspace.outcomes().sent(0);
    QCOMPARE(sent.outcome.transaction->state, TransactionState::Commit);
    QVERIFY(!sent.outcome.transaction->error);
}

void TestTransactions::nothingRuns()
{
    Fixture fixture;
    fixture.send(SendKind::Transaction, std::nullopt, 1);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.states(), QStringList{u"open"_s}, patienceMs);
    fixture.workspace.session().stop();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.workspace.session().state(), Session::State::Stopped, patienceMs);
    fixture.table()->selectAll();
    fixture.action("transactionCommit")->trigger();
    QVERIFY2(fixture.states().constFirst().contains("no producer runs"_L1),
             qPrintable(fixture.states().constFirst()));
}

void TestTransactions::batches()
{
    Fixture fixture;
    MessageDraft draft = MessageDraft::example();
    draft.kind = SendKind::Batch;
    draft.batch = 10;
    draft.count = 25;
    fixture.workspace.send(draft);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.workspace.outcomes().size(), 25, patienceMs);
    QCOMPARE(fixture.count(batchCode), 3);
    const SentMessage last = fixture.workspace.outcomes().sent(24);
    QVERIFY(last.outcome.isOk());
    QCOMPARE(last.outcome.batch->size, 5);
}

void TestTransactions::requestsWithoutReply()
{
    Fixture fixture;
    MessageDraft draft = MessageDraft::example();
    draft.kind = SendKind::Request;
    draft.timeoutMs = 300;
    fixture.workspace.send(draft);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.workspace.outcomes().size(), 1, patienceMs);
    QCOMPARE(fixture.workspace.outcomes().sent(0).outcome.result.error().code, 10006);
}

void TestTransactions::draftsKeepTheirKind_data()
{
    QTest::addColumn<int>("what");
    for (int what = 0; what < 8; ++what)
        QTest::addRow("%d", what) << what;
}

void TestTransactions::draftsKeepTheirKind()
{
    QFETCH(int, what);
    MessageDraft draft = MessageDraft::example();
    const DeliveryTime times[] = {
        {}, DelayLevel{4}, 1500ms, std::chrono::sys_time<std::chrono::milliseconds>(1'800'000'000'000ms)};
    draft.message.delivery = times[what % 4];
    draft.shardingKey = what % 2 ? u"订单-17"_s : QString();
    draft.kind = SendKind(what % 4);
    draft.batch = 7;
    if (what >= 4)
        draft.decision = std::nullopt;
    if (draft.kind == SendKind::Message) { // as they are when the form does not ask for them
        draft.batch = MessageDraft().batch;
        draft.decision = MessageDraft().decision;
    }
    QCOMPARE(MessageDraft::fromJson(draft.toJson()), draft);

    DeliveryForm form;
    form.setDraft(draft);
    MessageDraft written = MessageDraft::example();
    form.writeTo(written);
    QCOMPARE(written, draft);
}

void TestTransactions::theFormSaysWhatCannotBe()
{
    DeliveryForm form;
    MessageDraft draft = MessageDraft::example();
    draft.message.delivery = DelayLevel{1};
    for (const SendKind kind : {SendKind::Batch, SendKind::Transaction}) {
        draft.kind = kind;
        form.setDraft(draft);
        QVERIFY(form.queueFault().contains("cannot be delayed"_L1));
    }
    draft.kind = SendKind::Request;
    form.setDraft(draft);
    QCOMPARE(form.queueFault(), QString());
    QVERIFY(!form.findChild<QRadioButton *>(u"mode_oneway"_s)->isEnabled()); // a request has no mode
    draft.kind = SendKind::Message;
    form.setDraft(draft);
    QVERIFY(form.findChild<QRadioButton *>(u"mode_oneway"_s)->isEnabled());
}

QTEST_MAIN(TestTransactions)
#include "tst_transactions.moc"
