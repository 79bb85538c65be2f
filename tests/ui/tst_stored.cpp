// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shownwindow.h"

#include <QAbstractItemModel>
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 20'000;

/// A window whose log follows what is sent, so that the last result is the selected one.
struct Fixture : ShownWindow {
    [[nodiscard]] bool send(const MessageDraft &draft)
    {
        const qsizetype before = workspace.outcomes().size();
        workspace.send(draft);
        return QTest::qWaitFor([&] { return workspace.outcomes().size() > before && isShown(draft); },
                               patienceMs);
    }
    [[nodiscard]] bool isShown(const MessageDraft &draft) const
    {
        return find<QAction>("readBack")->isEnabled() && said("storedVerdict").startsWith("Not read back"_L1)
               && !draft.message.body.isEmpty();
    }
    [[nodiscard]] bool control(const QString &command)
    {
        return workspace.session().running().sandbox->control(command).has_value();
    }
    /// True when brokers were asked, and answered or not.
    [[nodiscard]] bool readBack() const
    {
        trigger("readBack");
        return QTest::qWaitFor([&] { return said("storedVerdict") != "Asking the brokers."_L1; }, patienceMs);
    }
    [[nodiscard]] QAbstractItemModel *rows() const { return find<QTreeView>("storedMessage")->model(); }
    /// The names under the group of that name.
    [[nodiscard]] QStringList names(const QString &group) const
    {
        QStringList names;
        for (const QModelIndex &found : rows()->match(rows()->index(0, 0), Qt::DisplayRole, group))
            for (int row = 0; row < rows()->rowCount(found); ++row)
                names.append(rows()->index(row, 0, found).data().toString());
        return names;
    }
};

MessageDraft fullDraft()
{
    MessageDraft draft = MessageDraft::example();
    draft.message.body = QByteArray(6000, 'x') + "正文";
    draft.message.properties = {{u"region"_s, u"北京"_s}};
    return draft;
}

} // namespace

/// What is stored of a message, beside what was sent; and timer messages taken back.
class TestStored : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsEqual_data();
    void everyKindIsEqual();
    void everyChangeIsCaught_data();
    void everyChangeIsCaught();
    void aRefusedMessageIsNotStored();
    void anotherResultForgetsTheLastOne();
    void aTimerMessageIsRecalledOnce();
    void theTextsChangeWithTheLanguage();
};

void TestStored::everyKindIsEqual_data()
{
    QTest::addColumn<MessageDraft>("draft");
    QTest::addRow("example") << MessageDraft::example();
    QTest::addRow("compressed, with properties") << fullDraft();
    MessageDraft draft = fullDraft();
    draft.mode = SendMode::Async;
    QTest::addRow("asynchronous") << draft;
    draft.mode = SendMode::Oneway;
    QTest::addRow("one-way") << draft;
    draft = fullDraft();
    draft.message.delivery = 60s;
    QTest::addRow("timer") << draft;
    draft = fullDraft();
    draft.kind = SendKind::Transaction;
    draft.decision = TransactionState::Commit;
    QTest::addRow("transaction") << draft;
}

void TestStored::everyKindIsEqual()
{
    QFETCH(MessageDraft, draft);
    Fixture f;
    const QAbstractItemModelTester tester(f.rows());
    QVERIFY(f.send(draft));
    QVERIFY(f.readBack());
    QVERIFY2(f.said("storedVerdict").startsWith(u"✓ Equal"), qPrintable(f.said("storedVerdict")));
    QCOMPARE(f.rows()->rowCount(), 1);
    const QStringList names = f.names(u"Stored message"_s);
    QVERIFY(names.contains(u"Queue and offset"_s) && names.contains(u"Body"_s));
    f.trigger("copyStored");
    QVERIFY(QGuiApplication::clipboard()->text().contains(draft.message.topic.text()));
}

void TestStored::everyChangeIsCaught_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("difference");
    QTest::addRow("a bit") << u"send flip-body-bit next 1"_s << u"≠ Body"_s;
    QTest::addRow("half of the body") << u"send truncate-body next 1"_s << u"≠ Body"_s;
    QTest::addRow("a property") << u"send drop-property region next 1"_s << u"≠ Property region"_s;
    QTest::addRow("on the way back") << u"read flip-body-bit next 1"_s << u"≠ Body"_s;
}

void TestStored::everyChangeIsCaught()
{
    QFETCH(QString, fault);
    QFETCH(QString, difference);
    Fixture f;
    QVERIFY(f.send(MessageDraft::example())); // the sandbox runs from here on
    QVERIFY(f.control(fault));
    f.trigger("clearLog");
    MessageDraft draft = fullDraft();
    draft.message.body = "not compressed: a bit of a deflated body may be none of the text";
    QVERIFY(f.send(draft));
    QVERIFY(f.readBack());
    QVERIFY2(f.said("storedVerdict").contains("difference"_L1), qPrintable(f.said("storedVerdict")));
    const QStringList names = f.names(u"≠ Differences"_s);
    QVERIFY2(names.contains(difference), qPrintable(names.join(u", ")));
}

void TestStored::aRefusedMessageIsNotStored()
{
    Fixture f;
    QVERIFY(f.send(MessageDraft::example()));
    QVERIFY(f.control(u"send refuse 13 illegal next 1"_s));
    f.trigger("clearLog");
    QVERIFY(f.send(fullDraft()));
    QVERIFY(f.readBack());
    QVERIFY2(f.said("storedVerdict").startsWith("Not stored"_L1), qPrintable(f.said("storedVerdict")));
    QCOMPARE(f.rows()->rowCount(), 0);
}

void TestStored::anotherResultForgetsTheLastOne()
{
    Fixture f;
    QVERIFY(f.send(MessageDraft::example()));
    QVERIFY(f.readBack());
    QVERIFY(f.rows()->rowCount() > 0);
    QVERIFY(f.send(fullDraft())); // the log follows to it
    QCOMPARE(f.rows()->rowCount(), 0);
    f.trigger("clearLog");
    QTRY_VERIFY(!f.find<QAction>("readBack")->isEnabled());
    QVERIFY(f.said("storedVerdict").startsWith("Select a result"_L1));
}

void TestStored::aTimerMessageIsRecalledOnce()
{
    Fixture f;
    QVERIFY(f.send(MessageDraft::example()));
    QVERIFY(!f.find<QAction>("recall")->isEnabled());
    QVERIFY(f.find<QAction>("recall")->toolTip().contains("timer"_L1)); // and says why
    MessageDraft draft = fullDraft();
    draft.message.delivery = 60s;
    QVERIFY(f.send(draft));
    QVERIFY(f.find<QAction>("recall")->isEnabled());
    f.trigger("recall");
    QTRY_VERIFY_WITH_TIMEOUT(f.said("recallOutcome").startsWith(u"✓ Recalled"), patienceMs);
}

void TestStored::theTextsChangeWithTheLanguage()
{
    Fixture f;
    QVERIFY(f.send(fullDraft()));
    QVERIFY(f.readBack());
    f.window.setLanguage(u"zh_CN"_s);
    QTRY_VERIFY(f.said("storedVerdict").startsWith(u"✓ 一致"));
    QVERIFY(!f.names(u"存储的消息"_s).isEmpty());
}

QTEST_MAIN(TestStored)
#include "tst_stored.moc"
