// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/routingpanel.h"

#include "routing/routechanges.h"
#include "workspace/elidedlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTime>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

namespace gantry::ui {

namespace {

constexpr auto tickInterval = 1s;
constexpr int ticksToRefresh = 3;
constexpr auto typingPause = 400ms;
constexpr int mostHistory = 200;
/// By then several look-ups have failed.
constexpr auto unconfirmed = 10s;

} // namespace

RoutingPanel::RoutingPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_inquiry([this](const RouteAnswer &answer) { onAnswer(answer); })
    , m_title(new ElidedLabel(Qt::ElideMiddle, this))
    , m_note(new MessageLabel(this))
    , m_penalties(new MessageLabel(this))
    , m_tree(new QTreeView(this))
    , m_age(new ElidedLabel(Qt::ElideRight, this))
    , m_refreshButton(new QToolButton(this))
    , m_disagreements(new MessageLabel(this))
    , m_nameServers(new QTableView(this))
    , m_historyTitle(new QLabel(this))
    , m_history(new QListWidget(this))
    , m_refresh(new QAction(this))
{
    m_refresh->setObjectName(u"refreshRoute"_s);
    m_refresh->setShortcut(Qt::Key_F5);
    addAction(m_refresh);
    build();
    m_tick.setInterval(tickInterval);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_tick, &QTimer::timeout, this, &RoutingPanel::onTick);
    connect(&m_typing, &QTimer::timeout, this, &RoutingPanel::ask);
    connect(m_refresh, &QAction::triggered, this, &RoutingPanel::ask);
    connect(&workspace.session(), &Session::stateChanged, this, &RoutingPanel::onStateChanged);
    connect(&workspace.session().inbox(), &OutcomeInbox::arrived, this, &RoutingPanel::onOutcomes);
    connect(&workspace.outcomes(), &OutcomeStore::cleared, this, &RoutingPanel::showCounts);
    retranslate();
    onStateChanged();
}

void RoutingPanel::build()
{
    m_title->setObjectName(u"routeTopic"_s);
    m_note->setObjectName(u"routeNote"_s);
    m_penalties->setObjectName(u"routePenalties"_s);
    m_tree->setObjectName(u"route"_s);
    m_age->setObjectName(u"routeAge"_s);
    m_disagreements->setObjectName(u"routeDisagreements"_s);
    m_nameServers->setObjectName(u"routeAtNameServers"_s);
    m_history->setObjectName(u"routeHistory"_s);
    m_tree->setModel(&m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->header()->setStretchLastSection(true);
    connect(&m_model, &QAbstractItemModel::modelReset, m_tree, &QTreeView::expandAll);
    m_nameServers->setModel(&m_nameServerModel);
    m_nameServers->setTabKeyNavigation(false);
    m_nameServers->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_history->setWordWrap(true);
    m_history->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_historyTitle->setBuddy(m_history);
    m_refreshButton->setDefaultAction(m_refresh);
    m_refreshButton->setFocusPolicy(Qt::StrongFocus);
    auto *ageRow = new QHBoxLayout;
    ageRow->addWidget(m_age, 1);
    ageRow->addWidget(m_refreshButton);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addWidget(m_note);
    column->addWidget(m_penalties);
    column->addWidget(m_tree, 4);
    column->addLayout(ageRow);
    column->addWidget(m_disagreements);
    column->addWidget(m_nameServers, 2);
    column->addWidget(m_historyTitle);
    column->addWidget(m_history, 1);
    m_nameServers->hide();
}

void RoutingPanel::retranslate()
{
    m_refresh->setText(tr("Refresh route"));
    m_refresh->setIconText(tr("Refresh"));
    m_refresh->setStatusTip(tr("Asks the NameServers for the topic's route now."));
    m_refreshButton->setAccessibleName(tr("Refresh route"));
    m_tree->setAccessibleName(tr("Brokers and queues of the topic"));
    m_nameServers->setAccessibleName(tr("What each NameServer says"));
    m_history->setAccessibleName(tr("Changes of routes"));
    m_historyTitle->setText(tr("Changes"));
    showRoute();
}

void RoutingPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        m_model.setPalette(palette());
}

void RoutingPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    ask();
}

void RoutingPanel::setTopic(const TopicName &topic)
{
    if (topic == m_topic)
        return;
    m_topic = topic;
    forgetRoute();
    m_typing.start();
}

void RoutingPanel::onStateChanged()
{
    const bool isRunning = m_workspace.session().state() == Session::State::Running;
    m_refresh->setEnabled(isRunning);
    if (isRunning) {
        m_tick.start();
        ask();
    } else {
        m_tick.stop();
        m_known.clear(); // another start may lead to another cluster
        forgetRoute();
    }
}

void RoutingPanel::forgetRoute()
{
    m_inquiry.forget();
    m_asksAgain = false;
    m_answer.reset();
    m_model.setRoute({});
    m_model.setPenalties({});
    showCounts();
    showNameServers({});
    showRoute();
}

void RoutingPanel::onOutcomes(const std::vector<SentMessage> &messages)
{
    const LastQueues::Change change = m_last.add(messages, m_topic);
    if (!change.isAny)
        return;
    showCounts();
    // The topic may have been made by this message.
    const bool isBorrowed = m_answer && m_answer->route && m_answer->route->borrowed;
    if (!change.isAnyFailed && !isBorrowed)
        return;
    if (m_inquiry.isAsking())
        m_asksAgain = true;
    else
        ask();
}

void RoutingPanel::showCounts()
{
    m_model.setCounts(m_workspace.outcomes().counts(m_topic), m_last.of(m_topic));
}

void RoutingPanel::onTick()
{
    if (!isVisible())
        return;
    showAge();
    if (++m_ticks % ticksToRefresh == 0 && !m_inquiry.isAsking())
        ask();
}

void RoutingPanel::ask()
{
    if (m_workspace.session().state() != Session::State::Running || m_topic.isEmpty() || !isVisible())
        return;
    m_inquiry.ask([producer = m_workspace.session().running().producer, topic = m_topic] {
        return askForRoute(producer, topic);
    });
}

void RoutingPanel::onAnswer(const RouteAnswer &answer)
{
    noteChanges(answer);
    m_answer = answer;
    m_answeredAt = SteadyClock::now();
    m_model.setRoute(answer.route ? answer.route->route : TopicRoute());
    m_model.setPenalties(answer.penalties);
    for (int column = 0; column < RouteModel::ColumnCount; ++column)
        m_tree->resizeColumnToContents(column);
    showNameServers(answer);
    showRoute();
    if (std::exchange(m_asksAgain, false))
        ask();
}

void RoutingPanel::noteChanges(const RouteAnswer &answer)
{
    if (!answer.route) {
        if (m_known.remove(answer.topic) > 0)
            addToHistory(tr("%1: no route any more.").arg(answer.topic.text()));
        return;
    }
    if (const auto before = m_known.constFind(answer.topic); before != m_known.cend()) {
        for (const QString &change : RouteChanges::between(*before, *answer.route))
            addToHistory(tr("%1: %2").arg(answer.topic.text(), change));
    } else {
        addToHistory(tr("%1: %2").arg(answer.topic.text(), RouteChanges::summary(*answer.route)));
    }
    m_known.insert(answer.topic, *answer.route);
}

void RoutingPanel::addToHistory(const QString &text)
{
    const QString time = QTime::currentTime().toString(u"HH:mm:ss"_s);
    m_history->insertItem(0, time + u' ' + text);
    while (m_history->count() > mostHistory)
        delete m_history->takeItem(m_history->count() - 1);
}

void RoutingPanel::showNameServers(const RouteAnswer &answer)
{
    m_nameServerModel.setAnswers(answer.nameServers);
    m_nameServers->setVisible(!answer.nameServers.isEmpty());
    m_disagreements->say(Status::Warning, answer.disagreements.join(u'\n'));
}

void RoutingPanel::showRoute()
{
    m_title->setText(m_topic.isEmpty() ? tr("No topic") : m_topic.text());
    m_title->setToolTip(m_topic.text());
    QStringList penalties;
    if (m_answer) {
        for (const BrokerPenalty &penalty : m_answer->penalties)
            penalties.append(RouteModel::describe(penalty));
    }
    m_penalties->say(Status::Warning, penalties.join(u'\n'));
    if (m_workspace.session().state() != Session::State::Running)
        m_note->say(Status::Neutral, tr("The route is shown while the producer runs."));
    else if (m_topic.isEmpty())
        m_note->say(Status::Neutral, tr("Give the message a topic to see its route."));
    else if (!m_answer)
        m_note->say(Status::Neutral, tr("Asking for the route."));
    else if (!m_answer->route)
        m_note->say(m_answer->route.error());
    else if (m_answer->route->borrowed)
        m_note->say(Status::Warning,
                    tr("This topic does not exist yet. Until its first message makes it, sends go "
                       "by the route of the template topic TBW102, which is shown here."));
    else if (m_answer->route->queues.isEmpty())
        m_note->say(Status::Bad, tr("No queue can be written to: sends fail."));
    else
        m_note->clear();
    showAge();
}

void RoutingPanel::showAge()
{
    if (!m_answer || !m_answer->route) {
        m_age->clear();
        return;
    }
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(m_answer->route->age
                                                                      + (SteadyClock::now() - m_answeredAt));
    m_age->setText(age > unconfirmed
                       ? tr("⚠ no NameServer confirmed this for %1 s").arg(age.count())
                       : tr("%1, %2 s ago").arg(RouteChanges::summary(*m_answer->route)).arg(age.count()));
    m_age->setToolTip(m_age->text());
}

} // namespace gantry::ui
