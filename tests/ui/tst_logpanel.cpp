// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logpanel.h"
#include "log/logview.h"
#include "ui/sampleoutcomes.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

namespace {

/// A panel that is shown, and what it says.
struct Shown {
    QTemporaryDir folder;
    Workspace workspace{{folder.path() + u"/config"_s, folder.path() + u"/data"_s}};
    LogPanel panel{workspace};
    QTableView *table = panel.findChild<QTableView *>(u"log"_s);
    QLineEdit *filter = panel.findChild<QLineEdit *>(u"filter"_s);
    QSignalSpy selected{&panel, &LogPanel::selected};
    QSignalSpy nothing{&panel, &LogPanel::nothingSelected};
    QSignalSpy resent{&panel, &LogPanel::resendRequested};
    QList<quint64> picked; ///< SendIds of the rows that were given to selected()

    Shown()
    {
        QObject::connect(&panel, &LogPanel::selected, &panel,
                         [this](const SentMessage &sent) { picked.append(sent.outcome.id.value); });
        panel.resize(900, 300);
        panel.show();
        static_cast<void>(QTest::qWaitForWindowActive(&panel));
    }

    QAction *action(const QString &name) const { return panel.findChild<QAction *>(name); }
    QString text(const QString &label) const { return panel.findChild<QLabel *>(label)->text(); }
    void append(size_t count)
    {
        std::vector<SentMessage> batch = samples::burst(count, next);
        for (SentMessage &sent : batch)
            sent.outcome.id.value = ++next;
        workspace.outcomes().append(batch);
    }
    int rows() const { return table->model()->rowCount(); }
    QString cell(int row, LogColumn column) const
    {
        return table->model()->index(row, int(column)).data().toString();
    }
    bool isAtEnd() const
    {
        return table->verticalScrollBar()->value() == table->verticalScrollBar()->maximum();
    }
    void select(int row) const { table->setCurrentIndex(table->model()->index(row, 0)); }

    size_t next = 0;
};

} // namespace

class tst_LogPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatTheSandboxAnswers();
    void filtersWhileOneTypes();
    void marksAWrongTermAndFiltersByTheRest();
    void followsOnlyAtTheEnd();
    void selectsTheFirstOutcome();
    void selectsTheNewestSingleSend();
    void leavesWhatWasPickedByHand();
    void keepsTheSelectionOverAFilter();
    void clearsRowsAndTotals();
    void tellsTotals();
    void copiesRows();
    void exportsWhatIsShown();
    void exportsByTheDialog();
    void saysWhyAnExportFails();
    void resendsTheSelectedRows();
    void saysWhyItCannotResend();
    void remembersColumns();
    void saysThatTheHistoryCannotBeWritten();
    void showsRowsOfEarlierStarts();
    void saysThatTheHistoryCannotBeResent();
    void namesEverythingThatTakesFocus();
};

void tst_LogPanel::showsWhatTheSandboxAnswers()
{
    Shown shown;
    MessageDraft draft = MessageDraft::example();
    shown.workspace.send(draft);
    QTRY_COMPARE_WITH_TIMEOUT(shown.rows(), 1, 10'000);
    QCOMPARE(shown.cell(0, LogColumn::Result), u"✓ SEND_OK"_s);
    QCOMPARE(shown.cell(0, LogColumn::Topic), u"TopicTest"_s);
    QCOMPARE(shown.selected.size(), 1);
    draft.mode = SendMode::Async;
    draft.count = 500;
    shown.workspace.send(draft);
    QTRY_COMPARE_WITH_TIMEOUT(shown.rows(), 501, 10'000);
    QTRY_VERIFY(shown.text(u"totals"_s).contains(u"Sent 501 · accepted 501 · failed 0"_s));
}

void tst_LogPanel::filtersWhileOneTypes()
{
    Shown shown;
    shown.append(100);
    shown.table->setFocus();
    shown.action(u"filterLog"_s)->trigger();
    QVERIFY(shown.filter->hasFocus());
    QTest::keyClicks(shown.filter, u"failed"_s);
    QTRY_COMPARE(shown.rows(), 10);
    QCOMPARE(shown.text(u"count"_s), u"10 of 100"_s);
    QTest::keyClick(shown.filter, Qt::Key_Escape);
    QCOMPARE(shown.filter->text(), QString());
    QCOMPARE(shown.rows(), 100);
}

void tst_LogPanel::marksAWrongTermAndFiltersByTheRest()
{
    Shown shown;
    shown.append(100);
    auto *problem = shown.panel.findChild<QLabel *>(u"filterProblem"_s);
    QVERIFY(!problem->isVisible());
    shown.filter->setFocus();
    QTest::keyClicks(shown.filter, u"failed topc:x"_s);
    QTRY_COMPARE(shown.rows(), 10);
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(u"topc:"_s), qPrintable(problem->text()));
    QTest::keyClick(shown.filter, Qt::Key_Escape);
    QVERIFY(!problem->isVisible());
}

void tst_LogPanel::followsOnlyAtTheEnd()
{
    Shown shown;
    shown.append(200);
    QAction *follow = shown.action(u"followLog"_s);
    QTRY_VERIFY(shown.isAtEnd());
    QVERIFY(follow->isChecked());
    shown.table->verticalScrollBar()->setValue(20);
    QVERIFY(!follow->isChecked());
    shown.append(50);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(shown.table->verticalScrollBar()->value(), 20);
    follow->trigger();
    QVERIFY(shown.isAtEnd());
    shown.append(50);
    QTRY_VERIFY(shown.isAtEnd());
    QVERIFY(follow->isChecked());
    follow->trigger();
    shown.append(50);
    QTRY_VERIFY(!shown.isAtEnd());
    QVERIFY(!follow->isChecked());
    shown.table->verticalScrollBar()->setValue(shown.table->verticalScrollBar()->maximum());
    QVERIFY(follow->isChecked());
}

void tst_LogPanel::selectsTheFirstOutcome()
{
    Shown shown;
    shown.append(50);
    QCOMPARE(shown.picked, QList<quint64>{1});
    shown.append(50);
    QCOMPARE(shown.selected.size(), 1);
}

void tst_LogPanel::selectsTheNewestSingleSend()
{
    Shown shown;
    shown.append(1);
    shown.append(1);
    shown.append(1);
    QCOMPARE(shown.picked, (QList<quint64>{1, 2, 3}));
    QCOMPARE(shown.table->currentIndex().row(), 2);
    QVERIFY(shown.action(u"followLog"_s)->isChecked());
}

void tst_LogPanel::leavesWhatWasPickedByHand()
{
    Shown shown;
    shown.append(5);
    shown.select(1);
    shown.append(1);
    QCOMPARE(shown.picked, (QList<quint64>{1, 2}));
    QCOMPARE(shown.table->currentIndex().row(), 1);
    shown.select(5); // the newest: as if nothing had been picked
    shown.append(1);
    QCOMPARE(shown.picked, (QList<quint64>{1, 2, 6, 7}));
}

void tst_LogPanel::keepsTheSelectionOverAFilter()
{
    Shown shown;
    shown.append(100);
    shown.select(19);
    QTest::keyClicks(shown.filter, u"failed"_s);
    QTRY_COMPARE(shown.rows(), 10);
    QCOMPARE(shown.table->currentIndex().row(), 1);
    QCOMPARE(shown.picked.last(), 20U);
    shown.filter->setText(u"ok"_s);
    QTRY_COMPARE(shown.rows(), 90);
    QCOMPARE(shown.nothing.size(), 1);
    shown.filter->clear();
    QCOMPARE(shown.table->currentIndex().row(), 19);
}

void tst_LogPanel::clearsRowsAndTotals()
{
    Shown shown;
    shown.append(100);
    shown.action(u"clearLog"_s)->trigger();
    QCOMPARE(shown.rows(), 0);
    QCOMPARE(shown.nothing.size(), 1);
    QTRY_VERIFY(shown.text(u"totals"_s).startsWith(u"Sent 0 "_s));
    shown.append(1);
    QCOMPARE(shown.picked.last(), 101U);
}

void tst_LogPanel::tellsTotals()
{
    Shown shown;
    shown.append(100);
    shown.workspace.outcomes().append({samples::oneway(samples::message())});
    QTRY_VERIFY(shown.text(u"totals"_s).startsWith(u"Sent 101 · accepted 90 · failed 10 · unknown 1 · "_s));
    QVERIFY(shown.text(u"totals"_s).contains(u"/s"_s));
    QVERIFY(shown.text(u"totals"_s).contains(u"p50 1.5"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!shown.text(u"totals"_s).contains(u"/s"_s), 8000);
}

void tst_LogPanel::copiesRows()
{
    Shown shown;
    shown.append(3);
    shown.table->selectAll();
    shown.action(u"copyRows"_s)->trigger();
    const QStringList text = QGuiApplication::clipboard()->text().trimmed().split(u'\n');
    QCOMPARE(text.size(), 4);
    QVERIFY(text.at(1).contains(u"✓ SEND_OK"_s));
    shown.action(u"copyRowsAsTable"_s)->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"number\ttime\tresult\t"_s));
    shown.action(u"copyRowsAsJson"_s)->trigger();
    const QList<QByteArray> lines = QGuiApplication::clipboard()->text().toUtf8().trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(QJsonDocument::fromJson(lines.last()).object().value("seq"_L1).toInt(), 3);
    QVERIFY(shown.text(u"notice"_s).contains(u"3"_s));
}

void tst_LogPanel::exportsWhatIsShown()
{
    Shown shown;
    shown.append(1000);
    shown.filter->setText(u"failed"_s);
    QTRY_COMPARE(shown.rows(), 100);
    const QString path = shown.folder.path() + u"/log.jsonl"_s;
    shown.panel.exportTo(path, LogFormat::JsonLines);
    QTRY_VERIFY(shown.text(u"notice"_s).contains(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 100);
    for (const QByteArray &line : lines)
        QCOMPARE(QJsonDocument::fromJson(line).object().value("status"_L1).toString(), u"FAILED"_s);
}

void tst_LogPanel::exportsByTheDialog()
{
    Shown shown;
    shown.append(10);
    shown.action(u"exportCsv"_s)->trigger();
    auto *dialog = shown.panel.findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString path = shown.folder.path() + u"/log.csv"_s;
    dialog->selectFile(path);
    dialog->setDirectory(shown.folder.path());
    QMetaObject::invokeMethod(dialog, "accept");
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("\r\n"), 11);
}

void tst_LogPanel::saysWhyAnExportFails()
{
    Shown shown;
    shown.append(10);
    shown.panel.exportTo(shown.folder.path() + u"/no/such/folder.csv"_s, LogFormat::Csv);
    QTRY_VERIFY2(shown.text(u"notice"_s).contains(u"cannot be written"_s),
                 qPrintable(shown.text(u"notice"_s)));
    QVERIFY(shown.action(u"exportCsv"_s)->isEnabled());
}

void tst_LogPanel::resendsTheSelectedRows()
{
    Shown shown;
    shown.append(5);
    std::vector<SentMessage> messages;
    connect(&shown.panel, &LogPanel::resendRequested, this,
            [&](const std::vector<SentMessage> &resent) { messages = resent; });
    shown.table->selectAll();
    shown.action(u"resend"_s)->trigger();
    QCOMPARE(messages.size(), 5U);
    QCOMPARE(messages.front().message->body, "Hello world"_ba);
    QSignalSpy edited(&shown.panel, &LogPanel::editRequested);
    shown.select(2);
    QTest::keyClick(shown.table, Qt::Key_Return);
    QCOMPARE(edited.size(), 1);
}

void tst_LogPanel::saysWhyItCannotResend()
{
    Shown shown;
    Message big = *samples::message();
    big.body = QByteArray(40 * 1024 * 1024, 'x');
    shown.workspace.outcomes().append({samples::accepted(std::make_shared<const Message>(big))});
    shown.workspace.outcomes().append({samples::accepted(std::make_shared<const Message>(big))});
    shown.select(0);
    shown.action(u"resend"_s)->trigger();
    QCOMPARE(shown.resent.size(), 0);
    QVERIFY2(shown.text(u"notice"_s).contains(u"no longer kept"_s), qPrintable(shown.text(u"notice"_s)));
    shown.select(1);
    shown.action(u"resend"_s)->trigger();
    QCOMPARE(shown.resent.size(), 1);
}

void tst_LogPanel::remembersColumns()
{
    Shown shown;
    shown.action(u"column.keys"_s)->trigger();
    shown.table->horizontalHeader()->moveSection(0, 3);
    QVERIFY(shown.table->isColumnHidden(int(LogColumn::Keys)));
    const LogPanel second(shown.workspace);
    const auto *table = second.findChild<QTableView *>(u"log"_s);
    QVERIFY(table->isColumnHidden(int(LogColumn::Keys)));
    QVERIFY(!second.findChild<QAction *>(u"column.keys"_s)->isChecked());
    QCOMPARE(table->horizontalHeader()->visualIndex(0), 3);
}

void tst_LogPanel::saysThatTheHistoryCannotBeWritten()
{
    QTemporaryDir folder;
    QFile file(folder.path() + u"/data"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    Workspace workspace({folder.path() + u"/config"_s, folder.path() + u"/data"_s});
    LogPanel panel(workspace);
    panel.show();
    auto *trouble = panel.findChild<QLabel *>(u"historyTrouble"_s);
    QVERIFY(!trouble->isVisible());
    workspace.send(MessageDraft::example());
    QTRY_VERIFY_WITH_TIMEOUT(trouble->isVisible(), 10'000);
    QVERIFY2(trouble->text().contains(folder.path()), qPrintable(trouble->text()));
    QCOMPARE(workspace.outcomes().size(), 1);
}

void tst_LogPanel::showsRowsOfEarlierStarts()
{
    Shown shown;
    {
        Workspace earlier(shown.workspace.paths());
        MessageDraft draft = MessageDraft::example();
        draft.count = 3;
        earlier.send(draft);
        QTRY_COMPARE_WITH_TIMEOUT(earlier.outcomes().size(), 3, 10'000);
    }
    shown.action(u"showHistory"_s)->trigger();
    auto *dialog = shown.panel.findChild<QDialog *>(u"historyDialog"_s);
    QVERIFY(dialog);
    auto *table = dialog->findChild<QTableView *>(u"history"_s);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    table->setCurrentIndex(table->model()->index(1, 1));
    QCOMPARE(shown.selected.size(), 1);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"filter"_s), u"failed"_s);
    QTRY_COMPARE(table->model()->rowCount(), 0);
    auto *keep = dialog->findChild<QSpinBox *>(u"historyRows"_s);
    keep->setValue(5000);
    Q_EMIT keep->editingFinished();
    QCOMPARE(Workspace(shown.workspace.paths()).history().maxRows(), 5000);
}

void tst_LogPanel::saysThatTheHistoryCannotBeResent()
{
    Shown shown;
    {
        Workspace earlier(shown.workspace.paths());
        earlier.send(MessageDraft::example());
        QTRY_COMPARE_WITH_TIMEOUT(earlier.outcomes().size(), 1, 10'000);
    }
    std::vector<SentMessage> given;
    const auto take = [&](const SentMessage &sent) { given.push_back(sent); };
    connect(&shown.panel, &LogPanel::selected, this, take);
    connect(&shown.panel, &LogPanel::editRequested, this, take);
    shown.action(u"showHistory"_s)->trigger();
    auto *dialog = shown.panel.findChild<QDialog *>(u"historyDialog"_s);
    auto *table = dialog->findChild<QTableView *>(u"history"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setCurrentIndex(table->model()->index(0, 1));
    QCOMPARE(given.size(), 1U);
    QCOMPARE(given.front().noFlight, NoFlight::NotInHistory);
    QCOMPARE(given.front().outcome.attempts.size(), 1);
    const auto *state = dialog->findChild<QLabel *>(u"historyState"_s);
    dialog->findChild<QAction *>(u"resendHistoryRows"_s)->trigger();
    QCOMPARE(shown.resent.size(), 0);
    QVERIFY2(state->text().contains(u"keeps no bodies"_s), qPrintable(state->text()));
    dialog->findChild<QAction *>(u"editHistoryRow"_s)->trigger();
    QCOMPARE(given.size(), 2U);
    QCOMPARE(given.back().message->keys, u"OrderID188"_s);
    QVERIFY(given.back().message->body.isEmpty());
    QVERIFY2(state->text().contains(u"without the body"_s), qPrintable(state->text()));
}

void tst_LogPanel::namesEverythingThatTakesFocus()
{
    Shown shown;
    shown.action(u"showHistory"_s)->trigger();
    for (const QWidget *widget : shown.panel.findChildren<QWidget *>()) {
        const bool isOwn = widget->objectName().startsWith(u"qt_"_s) || widget->inherits("QScrollBar")
                           || widget->inherits("QMenu") || widget->inherits("QDialog");
        if (isOwn || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
            continue;
        const bool isNamed =
            !widget->accessibleName().isEmpty() || widget->property("text").toString().size() > 0
            || (widget->parentWidget() && widget->parentWidget()->inherits("QAbstractSpinBox"));
        QVERIFY2(isNamed, qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' '
                                     + widget->objectName()));
    }
    for (const QAction *action : shown.panel.menuActions())
        QVERIFY2(!action->text().isEmpty() && (action->menu() || !action->statusTip().isEmpty()),
                 qPrintable(action->objectName()));
}

QTEST_MAIN(tst_LogPanel)
#include "tst_logpanel.moc"
