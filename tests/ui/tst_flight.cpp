// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flight/flightpanel.h"
#include "flight/flightstory.h"
#include "workspace/session.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QTreeView>

#include <memory>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

/// The flight of sends that a sandbox answered, refused or let wait.
class TestFlight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aStoredMessageSaysWhere();
    void aRetrySaysWhatWentBefore();
    void aFailureGivesAdvice();
    void aOnewayDoesNotClaimToBeStored();
    void withoutAFlightTheAttemptsAreThere();
    void whyThereAreNoStepsIsSaid_data();
    void whyThereAreNoStepsIsSaid();
    void aRefusedMessageHasNoSteps();
    void thePanelShowsStepsAndFields();
    void theFlightIsCopiedAsText();
    void clearingLeavesNothingBehind();

private:
    [[nodiscard]] SentMessage send(const MessageDraft &draft);
    [[nodiscard]] SentMessage send() { return send(MessageDraft::example()); }

    AccessKeys m_keys{nullptr};
    std::unique_ptr<Session> m_session;
};

void TestFlight::init()
{
    m_session = std::make_unique<Session>(m_keys);
    m_session->start(Profile::sandbox());
    QTRY_COMPARE(m_session->state(), Session::State::Running);
}

void TestFlight::cleanup()
{
    m_session.reset();
}

SentMessage TestFlight::send(const MessageDraft &draft)
{
    QSignalSpy arrived(&m_session->inbox(), &OutcomeInbox::arrived);
    m_session->send(draft, Profile::sandbox());
    if (arrived.isEmpty() && !arrived.wait(10'000))
        return {};
    return arrived.first().first().value<std::vector<SentMessage>>().front();
}

void TestFlight::aStoredMessageSaysWhere()
{
    const SentMessage sent = send();
    QVERIFY(sent.outcome.isOk());
    const FlightStory story(sent);
    const SendResult &result = *sent.outcome.result;
    QVERIFY2(story.sentence().contains(result.queue.broker.text() + u", queue "_s),
             qPrintable(story.sentence()));
    QVERIFY(story.advice().isEmpty());
    QCOMPARE(story.steps().size(), 4); // packed, waited, route, one attempt
    QVERIFY(story.steps().at(2).details.contains("NameServer"_L1));
    const FlightStory second(send());
    QVERIFY2(second.steps().at(2).details.contains("known already"_L1),
             qPrintable(second.steps().at(2).details));
}

void TestFlight::aRetrySaysWhatWentBefore()
{
    QVERIFY(m_session->running().sandbox->control(u"send refuse 2 disk busy next 1"_s));
    const SentMessage sent = send();
    QVERIFY(sent.outcome.isOk());
    const FlightStory story(sent);
    QVERIFY2(story.sentence().contains("disk busy"_L1), qPrintable(story.sentence()));
    QCOMPARE(story.steps().size(), 5);
    QCOMPARE(story.steps().at(3).state, FlightStep::State::Failed);
    QCOMPARE(story.steps().at(4).state, FlightStep::State::Done);
    QVERIFY(story.steps().at(4).details.contains("passed over "_L1 + sent.outcome.attempts[0].broker.text()));
}

void TestFlight::aFailureGivesAdvice()
{
    QVERIFY(m_session->running().sandbox->control(u"stop all"_s));
    const FlightStory story(send());
    QVERIFY(!story.advice().isEmpty());
    QVERIFY2(story.sentence().startsWith("Not sent"_L1) || story.sentence().startsWith("Failed"_L1),
             qPrintable(story.sentence()));
}

void TestFlight::aOnewayDoesNotClaimToBeStored()
{
    MessageDraft draft = MessageDraft::example();
    draft.mode = SendMode::Oneway;
    const FlightStory story(send(draft));
    QVERIFY2(story.sentence().contains("unknown"_L1), qPrintable(story.sentence()));
    QVERIFY(!story.sentence().contains("Stored at"_L1));
}

void TestFlight::withoutAFlightTheAttemptsAreThere()
{
    SentMessage sent = send();
    sent.outcome.flight.reset();
    const FlightStory story(sent);
    QCOMPARE(story.steps().size(), 1);
    QCOMPARE(story.steps().first().end - story.steps().first().begin, sent.outcome.attempts[0].took);
}

void TestFlight::whyThereAreNoStepsIsSaid_data()
{
    QTest::addColumn<NoFlight>("why");
    QTest::addColumn<QString>("says");
    QTest::newRow("later in a burst") << NoFlight::NotRecorded << u"messages are recorded"_s;
    QTest::newRow("let go") << NoFlight::LetGo << u"made room for newer"_s;
    QTest::newRow("history") << NoFlight::NotInHistory << u"the history keeps"_s;
}

void TestFlight::whyThereAreNoStepsIsSaid()
{
    QFETCH(NoFlight, why);
    QFETCH(QString, says);
    SentMessage sent = send();
    FlightPanel panel;
    panel.show();
    panel.showMessage(sent);
    const auto *note = panel.findChild<QLabel *>(u"flightNote"_s);
    QVERIFY(!note->isVisible());
    sent.outcome.flight.reset();
    sent.noFlight = why;
    panel.showMessage(sent);
    QVERIFY(note->isVisible());
    QVERIFY2(note->text().contains(says), qPrintable(note->text()));
    QCOMPARE(panel.findChild<QTreeView *>(u"flightSteps"_s)->model()->rowCount(), 1); // its attempt
    QVERIFY(panel.findChild<QLabel *>(u"flightSentence"_s)->text().startsWith("Stored at"_L1));
    panel.clear();
    QVERIFY(!note->isVisible());
}

void TestFlight::aRefusedMessageHasNoSteps()
{
    MessageDraft draft = MessageDraft::example();
    draft.message.body.clear();
    const FlightStory story(send(draft));
    QVERIFY(story.steps().isEmpty());
    QVERIFY2(story.sentence().contains("body"_L1), qPrintable(story.sentence()));
}

void TestFlight::thePanelShowsStepsAndFields()
{
    FlightPanel panel;
    panel.showMessage(send());
    const auto *steps = panel.findChild<QTreeView *>(u"flightSteps"_s);
    const QAbstractItemModel &model = *steps->model();
    QCOMPARE(model.rowCount(), 4);
    const QModelIndex attempt = model.index(3, 0);
    QStringList parts;
    QStringList fields;
    for (int row = 0; row < model.rowCount(attempt); ++row) {
        const QModelIndex part = model.index(row, 0, attempt);
        parts.append(part.data().toString());
        for (int field = 0; field < model.rowCount(part); ++field)
            fields.append(model.index(field, 0, part).data().toString() + u'='
                          + model.index(field, 3, part).data().toString());
    }
    QCOMPARE(parts, (QStringList{u"Connect"_s, u"Write"_s, u"Request"_s, u"Wait for the answer"_s}));
    QVERIFY(fields.contains(u"topic=TopicTest"_s));
    QVERIFY(fields.contains(u"producerGroup=ProducerGroupName"_s));
    QVERIFY(fields.contains(u"queueOffset=0"_s));
}

void TestFlight::theFlightIsCopiedAsText()
{
    FlightPanel panel;
    panel.showMessage(send());
    panel.menuActions().first()->trigger();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.startsWith("Stored at"_L1));
    QVERIFY(text.contains("queueOffset"_L1));
}

void TestFlight::clearingLeavesNothingBehind()
{
    FlightPanel panel;
    panel.showMessage(send());
    QVERIFY(panel.menuActions().first()->isEnabled());
    panel.clear();
    QVERIFY(!panel.menuActions().first()->isEnabled());
    QCOMPARE(panel.findChild<QTreeView *>(u"flightSteps"_s)->model()->rowCount(), 0);
    QVERIFY(panel.findChild<QLabel *>(u"flightAdvice"_s)->isHidden());
}

QTEST_MAIN(TestFlight)
#include "tst_flight.moc"
