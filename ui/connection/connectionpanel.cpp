// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionpanel.h"

#include "connection/advanceddialog.h"
#include "connection/connectionform.h"
#include "connection/profilebar.h"
#include "connection/settingsform.h"
#include "workspace/elidedlabel.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QScrollArea>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ui {

namespace {
constexpr auto saveDelay = 400ms;
constexpr int narrowestCharacters = 34; ///< an address and its label
} // namespace

ConnectionPanel::ConnectionPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_store(workspace.paths().config + u"/profiles"_s)
    , m_monitor(workspace.session())
    , m_index(m_store.lastUsed())
    , m_bar(new ProfileBar(m_store, this))
    , m_form(new ConnectionForm(this))
    , m_dialog(new AdvancedDialog(workspace.accessKeys(), this))
    , m_advancedButton(new QPushButton(this))
    , m_keysButton(new QPushButton(this))
    , m_startButton(new QPushButton(this))
    , m_restartButton(new QPushButton(this))
    , m_state(new MessageLabel(this))
    , m_troubles(new MessageLabel(this))
    , m_pending(new MessageLabel(this))
    , m_clientId(new ElidedLabel(Qt::ElideMiddle, this))
    , m_copyButton(new QToolButton(this))
    , m_startStop(makeAction(u"startStop"_s, &ConnectionPanel::startOrStop))
    , m_restart(makeAction(u"restart"_s, &ConnectionPanel::restart))
    , m_advanced(makeAction(u"advancedSettings"_s, &ConnectionPanel::showAdvanced))
    , m_accessKeys(makeAction(u"accessKeys"_s, &ConnectionPanel::showAccessKeys))
    , m_copy(makeAction(u"copyClientId"_s, &ConnectionPanel::copyClientId))
{
    m_startStop->setShortcut(Qt::CTRL | Qt::Key_R);
    m_restart->setShortcut(Qt::CTRL | Qt::ALT | Qt::Key_R); // Ctrl+Shift+R resends
    m_saving.setSingleShot(true);
    m_saving.setInterval(saveDelay);
    build();
    connectParts();
    m_bar->setCurrent(m_index);
    selectProfile(m_index);
    retranslate();
}

ConnectionPanel::~ConnectionPanel()
{
    if (m_saving.isActive())
        save();
}

QAction *ConnectionPanel::makeAction(const QString &name, void (ConnectionPanel::*slot)())
{
    auto *action = new QAction(this);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    return action;
}

void ConnectionPanel::build()
{
    m_state->setObjectName(u"connectionState"_s);
    m_troubles->setObjectName(u"connectionTroubles"_s);
    m_pending->setObjectName(u"pendingChanges"_s);
    m_clientId->setObjectName(u"clientId"_s);
    m_startButton->setObjectName(u"startStopButton"_s);
    m_keysButton->setObjectName(u"accessKeysButton"_s);
    m_restartButton->setObjectName(u"restartButton"_s);
    m_clientId->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copyButton->setDefaultAction(m_copy);
    m_copyButton->setFocusPolicy(Qt::StrongFocus);
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    addRows(*column);
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->addWidget(scroll);
    setMinimumWidth(fontMetrics().averageCharWidth() * narrowestCharacters);
}

void ConnectionPanel::addRows(QVBoxLayout &column)
{
    auto *clientRow = new QHBoxLayout;
    clientRow->addWidget(m_clientId, 1);
    clientRow->addWidget(m_copyButton);
    column.addWidget(m_bar);
    column.addWidget(m_form);
    column.addWidget(m_advancedButton);
    column.addWidget(m_startButton);
    column.addWidget(m_pending);
    column.addWidget(m_restartButton);
    column.addWidget(m_state);
    column.addWidget(m_troubles);
    column.addWidget(m_keysButton);
    column.addLayout(clientRow);
}

void ConnectionPanel::connectParts()
{
    connect(m_bar, &ProfileBar::selected, this, &ConnectionPanel::selectProfile);
    connect(m_bar, &ProfileBar::changed, this, [this](const Profile &profile) {
        m_isNamedByAddress = false;
        changeProfile(profile);
    });
    connect(m_form, &ConnectionForm::edited, this, &ConnectionPanel::onFormEdited);
    connect(m_form, &ConnectionForm::nameServersTyped, this, &ConnectionPanel::onNameServersTyped);
    connect(m_dialog, &AdvancedDialog::edited, this, &ConnectionPanel::changeProfile);
    connectKeys();
    connect(&m_saving, &QTimer::timeout, this, &ConnectionPanel::save);
    connect(&m_monitor, &ConnectionMonitor::changed, this, &ConnectionPanel::onStateChanged);
    for (const auto &[button, action] :
         {std::pair(m_startButton, m_startStop), std::pair(m_restartButton, m_restart),
          std::pair(m_advancedButton, m_advanced), std::pair(m_keysButton, m_accessKeys)}) {
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        const auto follow = [button = button, action = action] {
            button->setText(action->text());
            button->setToolTip(action->statusTip());
            button->setEnabled(action->isEnabled());
        };
        connect(action, &QAction::changed, button, follow);
    }
}

void ConnectionPanel::connectKeys()
{
    AccessKeys &keys = m_workspace.accessKeys();
    connect(m_bar, &ProfileBar::copied, &keys, &AccessKeys::copy);
    connect(m_bar, &ProfileBar::removed, &keys, &AccessKeys::remove);
    connect(m_bar, &ProfileBar::restored, &keys, &AccessKeys::restore);
    connect(&keys, &AccessKeys::changed, this, &ConnectionPanel::showChanges);
}

QList<QAction *> ConnectionPanel::menuActions() const
{
    return QList<QAction *>{m_startStop, m_restart, m_copy, m_advanced, m_accessKeys} + m_bar->menuActions();
}

void ConnectionPanel::retranslate()
{
    m_restart->setText(tr("Restart producer"));
    m_restart->setStatusTip(tr("Stops the producer and starts it with the profile as it is now."));
    m_advanced->setText(tr("Advanced settings…"));
    m_advanced->setStatusTip(tr("All settings of the profile, TLS, access keys and addresses."));
    m_accessKeys->setText(tr("Access keys…"));
    m_accessKeys->setStatusTip(tr("Who this profile is to clusters with access control."));
    m_copy->setText(tr("Copy client id"));
    m_copy->setIconText(tr("Copy"));
    m_copy->setStatusTip(tr("Copies the client id, by which brokers list this producer."));
    m_copyButton->setAccessibleName(tr("Copy client id"));
    m_clientId->setAccessibleName(tr("Client id"));
    showState();
}

void ConnectionPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ConnectionPanel::selectProfile(int index)
{
    m_index = index;
    if (m_saving.isActive())
        save();
    m_isNamedByAddress = false;
    const Profile profile = m_store.profile(index);
    m_workspace.setProfile(profile);
    m_form->show(profile);
    m_dialog->showProfile(profile);
    if (index != m_store.lastUsed()) {
        if (const Result<void> remembered = m_store.setLastUsed(index); !remembered)
            m_bar->showError(remembered.error());
    }
    showState();
}

void ConnectionPanel::changeProfile(const Profile &profile)
{
    if (const QString before = m_store.profile(m_index).name; before != profile.name)
        m_workspace.accessKeys().rename(before, profile.name);
    m_store.change(m_index, profile);
    m_saving.start();
    m_bar->refresh();
    m_workspace.setProfile(profile);
    m_form->show(profile);
    m_dialog->showProfile(profile);
    showState();
}

void ConnectionPanel::onFormEdited(const Profile &profile)
{
    Profile named = profile;
    const QString address = profile.config.nameServers.trimmed();
    if (m_isNamedByAddress && !address.isEmpty())
        named.name = m_store.freeName(address, m_index);
    changeProfile(named);
}

/// The real cluster is one field away: who types its address on the sandbox means another profile.
void ConnectionPanel::onNameServersTyped(const QString &nameServers)
{
    Profile profile = m_workspace.profile();
    profile.kind = Profile::Kind::Cluster;
    profile.environment = Environment::None;
    profile.config.nameServers = nameServers;
    const QString address = nameServers.trimmed();
    profile.name = m_store.freeName(address.isEmpty() ? tr("New cluster") : address);
    m_bar->add(profile);
    m_isNamedByAddress = true;
}

void ConnectionPanel::save()
{
    m_saving.stop();
    Result<void> saved = m_store.saveChanges();
    if (saved)
        saved = m_store.setLastUsed(m_index);
    if (!saved)
        m_bar->showError(saved.error());
}

void ConnectionPanel::startOrStop()
{
    const Session::State state = m_workspace.session().state();
    if (state == Session::State::Running)
        m_workspace.session().stop();
    else
        m_workspace.session().start(m_workspace.profile());
}

void ConnectionPanel::restart()
{
    m_startsAgain = m_workspace.session().state() == Session::State::Running;
    m_workspace.session().stop();
}

void ConnectionPanel::showAdvanced()
{
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void ConnectionPanel::showAccessKeys()
{
    showAdvanced();
    m_dialog->turnToAccessKeys();
}

void ConnectionPanel::copyClientId()
{
    if (const auto producer = m_workspace.session().running().producer)
        QGuiApplication::clipboard()->setText(producer->clientId());
}

void ConnectionPanel::onStateChanged()
{
    showState();
    Q_EMIT stateChanged();
    if (m_workspace.session().state() == Session::State::Stopped && std::exchange(m_startsAgain, false))
        m_workspace.session().start(m_workspace.profile());
}

QString ConnectionPanel::stateText() const
{
    using State = ConnectionMonitor::State;
    const QString name = m_workspace.session().profile().name;
    switch (m_monitor.state()) {
    case State::Stopped:
        return tr("Stopped");
    case State::Starting:
        return tr("Starting");
    case State::Running:
        return tr("Running on %1").arg(name);
    case State::Reconnecting:
        return tr("Reconnecting to %1").arg(name);
    case State::Stopping:
        return tr("Stopping");
    case State::Failed:
        return tr("Failed to start");
    }
    Q_UNREACHABLE();
}

void ConnectionPanel::showState()
{
    using State = ConnectionMonitor::State;
    const State state = m_monitor.state();
    const bool isUp = state == State::Running || state == State::Reconnecting;
    m_startStop->setText(isUp ? tr("Stop producer") : tr("Start producer"));
    m_startStop->setStatusTip(isUp ? tr("Waits for what is under way, and stops the producer.")
                                   : tr("Starts the producer with this profile."));
    m_startStop->setEnabled(state != State::Starting && state != State::Stopping);
    const Status status = state == State::Running        ? Status::Good
                          : state == State::Reconnecting ? Status::Warning
                          : state == State::Failed       ? Status::Bad
                                                         : Status::Neutral;
    const QString mark = state == State::Running ? u"● "_s : status == Status::Neutral ? u"○ "_s : QString();
    m_state->say(status, mark + stateText());
    const auto producer = m_workspace.session().running().producer;
    const QString clientId = isUp && producer ? producer->clientId() : QString();
    m_clientId->setText(clientId);
    m_clientId->setToolTip(clientId);
    m_clientId->setVisible(!clientId.isEmpty());
    m_copyButton->setVisible(!clientId.isEmpty());
    m_copy->setEnabled(!clientId.isEmpty());
    showTroubles();
    showChanges();
}

void ConnectionPanel::showTroubles()
{
    Session &session = m_workspace.session();
    m_form->setSandboxAddress(session.running().sandbox ? session.nameServers() : QString());
    m_troubles->clear();
    const bool lacksKeys = session.error() && session.error()->kind == ErrorKind::Acl
                           && m_monitor.state() == ConnectionMonitor::State::Failed;
    m_keysButton->setVisible(lacksKeys || m_monitor.refusal());
    const bool isOther = runsAnotherProfile();
    m_form->showNameServerTrouble(isOther ? QString() : m_monitor.health().nameServerTrouble);
    if (m_monitor.state() == ConnectionMonitor::State::Failed && session.error()) {
        const bool isShown = !isOther && m_form->showStartError(*session.error());
        if (!isShown)
            m_troubles->say(*session.error());
    } else if (m_monitor.refusal()) {
        m_troubles->say(*m_monitor.refusal());
    } else if (!m_monitor.health().troubles.isEmpty()) {
        m_troubles->say(Status::Warning, m_monitor.health().troubles.join(u'\n'));
    }
}

bool ConnectionPanel::runsAnotherProfile() const
{
    const Session::State state = m_workspace.session().state();
    return state != Session::State::Stopped
           && !m_workspace.profile().connectsAs(m_workspace.session().profile());
}

void ConnectionPanel::showChanges()
{
    const bool isPending = m_workspace.session().state() == Session::State::Running
                           && (runsAnotherProfile() || m_workspace.session().runsByOtherKeys());
    if (!isPending)
        m_pending->clear();
    else if (m_workspace.session().runsElsewhereThan(m_workspace.profile()))
        m_pending->say(Status::Warning,
                       tr("The producer still runs on “%1”. Send stops it, and goes to “%2”.")
                           .arg(m_workspace.session().profile().name, m_workspace.profile().name));
    else
        m_pending->say(Status::Warning, tr("What is shown here takes effect at the next start."));
    m_restart->setEnabled(m_workspace.session().state() == Session::State::Running);
    m_restartButton->setVisible(isPending);
    const int changed = SettingsForm::changedCount(m_workspace.profile().config);
    m_advancedButton->setText(changed > 0 ? tr("Advanced settings… (%n changed)", nullptr, changed)
                                          : m_advanced->text());
    if (std::exchange(m_environment, environment()) != environment())
        Q_EMIT environmentChanged(environment());
}

Environment ConnectionPanel::environment() const
{
    const bool isStopped = m_workspace.session().state() == Session::State::Stopped
                           || m_workspace.session().state() == Session::State::Failed;
    const Environment running = m_workspace.session().profile().environment;
    const Environment selected = m_workspace.profile().environment;
    return isStopped || selected == Environment::Production ? selected : running;
}

} // namespace gantry::ui
