// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/mainwindow.h"

#include "composer/composerpanel.h"
#include "composer/messagelist.h"
#include "connection/connectionpanel.h"
#include "doctor/doctordialog.h"
#include "flight/flightpanel.h"
#include "log/logpanel.h"
#include "routing/routingpanel.h"
#include "sandbox/sandboxpanel.h"
#include "stored/storedpanel.h"
#include "transactions/transactionpanel.h"
#include "window/aboutdialog.h"
#include "window/productionframe.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QLayout>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QStatusBar>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

/// Raise it when docks change so that an old layout no longer fits.
constexpr int layoutVersion = 3;
constexpr QSize usualSize(1440, 900);
constexpr QSize smallestSize(960, 620);
constexpr auto layoutRest = std::chrono::milliseconds(500);

} // namespace

MainWindow::MainWindow(Workspace &workspace, QWidget *parent)
    : QMainWindow(parent)
    , m_workspace(workspace)
    , m_connection(new ConnectionPanel(workspace, this))
    , m_composer(new ComposerPanel(workspace, this))
    , m_messages(new MessageList(workspace, this))
    , m_routing(new RoutingPanel(workspace, this))
    , m_sandbox(new SandboxPanel(workspace, this))
    , m_log(new LogPanel(workspace, this))
    , m_flight(new FlightPanel(this))
    , m_stored(new StoredPanel(workspace, this))
    , m_transactions(new TransactionPanel(workspace, this))
    , m_frame(new ProductionFrame(this))
    , m_state(new QLabel(this))
{
    setObjectName("mainWindow"_L1);
    setMinimumSize(smallestSize);
    setCentralWidget(m_composer);
    makeDocks();
    makeMenus();
    m_state->setObjectName("windowState"_L1);
    statusBar()->addPermanentWidget(m_state);
    m_remembering.setSingleShot(true);
    m_remembering.setInterval(layoutRest);
    connect(&m_remembering, &QTimer::timeout, this, &MainWindow::remember);
    connectPanels();
    restore();
    retranslate();
    showEnvironment();
    m_composer->focusMessage();
}

MainWindow::~MainWindow() = default;

QDockWidget *MainWindow::addDock(const char *name, QWidget *panel, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(this);
    dock->setObjectName(QLatin1StringView(name)); // by which its place is remembered
    dock->setWidget(panel);
    addDockWidget(area, dock);
    dock->installEventFilter(this);
    m_docks.append(dock);
    return dock;
}

void MainWindow::makeDocks()
{
    // The bottom is as wide as the window: rows are long.
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    setDockNestingEnabled(true);
    addDock("connectionDock", m_connection, Qt::LeftDockWidgetArea);
    addDock("routingDock", m_routing, Qt::RightDockWidgetArea);
    addDock("logDock", m_log, Qt::BottomDockWidgetArea);
    addDock("flightDock", m_flight, Qt::BottomDockWidgetArea);
    addDock("messagesDock", m_messages, Qt::LeftDockWidgetArea);
    addDock("sandboxDock", m_sandbox, Qt::RightDockWidgetArea);
    addDock("transactionsDock", m_transactions, Qt::BottomDockWidgetArea);
    addDock("storedDock", m_stored, Qt::BottomDockWidgetArea);
}

/// The first layout, and that of "Reset layout".
void MainWindow::arrange()
{
    for (QDockWidget *dock : m_docks) {
        dock->setFloating(false);
        dock->show();
    }
    QDockWidget *connection = m_docks.at(0);
    QDockWidget *routing = m_docks.at(1);
    QDockWidget *log = m_docks.at(2);
    QDockWidget *flight = m_docks.at(3);
    QDockWidget *messages = m_docks.at(4);
    QDockWidget *sandbox = m_docks.at(5);
    addDockWidget(Qt::LeftDockWidgetArea, connection);
    splitDockWidget(connection, messages, Qt::Vertical);
    addDockWidget(Qt::RightDockWidgetArea, routing);
    tabifyDockWidget(routing, sandbox);
    routing->raise();
    addDockWidget(Qt::BottomDockWidgetArea, log);
    splitDockWidget(log, flight, Qt::Horizontal);
    tabifyDockWidget(log, m_docks.at(6)); // transactions
    log->raise();
    tabifyDockWidget(flight, m_docks.at(7)); // the stored message
    flight->raise();
    resizeDocks({connection, routing}, {width() / 5, width() / 5}, Qt::Horizontal);
    resizeDocks({log, flight}, {width() * 3 / 5, width() * 2 / 5}, Qt::Horizontal);
    // On a small screen the composer needs the room more than the results.
    resizeDocks({log}, {height() < usualSize.height() ? height() / 3 : height() * 3 / 8}, Qt::Vertical);
    resizeDocks({connection, messages}, {height() * 2 / 5, height() / 8}, Qt::Vertical);
}

void MainWindow::connectPanels()
{
    connect(m_composer, &ComposerPanel::sendRequested, &m_workspace, &Workspace::send);
    connect(m_messages, &MessageList::openRequested, m_composer, &ComposerPanel::openFile);
    connect(m_log, &LogPanel::selected, m_flight, &FlightPanel::showMessage);
    connect(m_log, &LogPanel::nothingSelected, m_flight, &FlightPanel::clear);
    connect(m_log, &LogPanel::selected, m_stored, &StoredPanel::showMessage);
    connect(m_log, &LogPanel::nothingSelected, m_stored, &StoredPanel::clear);
    connect(m_stored, &StoredPanel::asked, this, [this] {
        QDockWidget *dock = m_docks.at(7);
        dock->show();
        dock->raise();
    });
    connect(m_flight, &FlightPanel::examineRequested, this, &MainWindow::examine);
    connect(m_log, &LogPanel::resendRequested, &m_workspace, &Workspace::resend);
    connect(m_log, &LogPanel::editRequested, m_composer, &ComposerPanel::edit);
    connect(m_composer, &ComposerPanel::topicChanged, m_routing, &RoutingPanel::setTopic);
    m_routing->setTopic(m_composer->topic());
    connect(&m_workspace, &Workspace::profileChanged, this, &MainWindow::showEnvironment);
    connect(m_connection, &ConnectionPanel::environmentChanged, this, &MainWindow::showEnvironment);
    connect(m_connection, &ConnectionPanel::stateChanged, this, &MainWindow::showState);
    connect(&m_workspace.session().transactions(), &OpenTransactions::changed, this,
            &MainWindow::showTransactions);
}

QMenu *MainWindow::addPanelMenu(const QList<QAction *> &actions)
{
    QMenu *menu = menuBar()->addMenu(QString());
    menu->addActions(actions);
    return menu;
}

void MainWindow::makeMenus()
{
    m_messageMenu = addPanelMenu(m_composer->menuActions() + m_messages->menuActions());
    m_quit = new QAction(this);
    m_quit->setShortcut(QKeySequence::Quit);
    m_quit->setMenuRole(QAction::QuitRole);
    connect(m_quit, &QAction::triggered, this, &QWidget::close);
    m_messageMenu->addSeparator();
    m_messageMenu->addAction(m_quit);
    m_connectionMenu = addPanelMenu(m_connection->menuActions());
    m_examine = new QAction(this);
    m_examine->setObjectName("examineWay"_L1);
    m_examine->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    connect(m_examine, &QAction::triggered, this, [this] { examine(m_composer->topic()); });
    m_connectionMenu->addAction(m_examine);
    m_log->addRowActions(m_stored->resultActions());
    m_resultsMenu = addPanelMenu(m_log->menuActions() + m_flight->menuActions() + m_stored->menuActions());
    m_routingMenu = addPanelMenu(m_routing->menuActions());
    m_sandboxMenu = addPanelMenu(m_sandbox->menuActions());
    m_transactionsMenu = addPanelMenu(m_transactions->menuActions());
    makeViewMenu();
    m_helpMenu = menuBar()->addMenu(QString());
    m_about = m_helpMenu->addAction(QString(), this, &MainWindow::showAbout);
    m_about->setMenuRole(QAction::AboutRole);
}

QAction *MainWindow::addChoice(QMenu *menu, QActionGroup *group, const QString &value)
{
    QAction *action = menu->addAction(QString());
    action->setCheckable(true);
    action->setData(value);
    group->addAction(action);
    return action;
}

void MainWindow::makeViewMenu()
{
    m_viewMenu = menuBar()->addMenu(QString());
    for (qsizetype i = 0; i < m_docks.size(); ++i) {
        QAction *toggle = m_docks.at(i)->toggleViewAction();
        toggle->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)));
        m_viewMenu->addAction(toggle);
    }
    m_resetLayout = m_viewMenu->addAction(QString(), this, &MainWindow::arrange);
    m_resetLayout->setObjectName("resetLayout"_L1);
    m_viewMenu->addSeparator();
    m_themeMenu = m_viewMenu->addMenu(QString());
    m_themes = new QActionGroup(this);
    for (const Theme::Kind kind : {Theme::Kind::System, Theme::Kind::Light, Theme::Kind::Dark})
        addChoice(m_themeMenu, m_themes, Theme::name(kind));
    connect(m_themes, &QActionGroup::triggered, this,
            [this](QAction *action) { setTheme(Theme::fromName(action->data().toString())); });
    m_languageMenu = m_viewMenu->addMenu(QString());
    m_languages = new QActionGroup(this);
    for (const QString &name : {u"system"_s, u"en"_s, u"zh_CN"_s})
        addChoice(m_languageMenu, m_languages, name);
    connect(m_languages, &QActionGroup::triggered, this,
            [this](QAction *action) { setLanguage(action->data().toString()); });
}

void MainWindow::setTheme(Theme::Kind kind)
{
    m_theme.apply(kind);
    for (QAction *action : m_themes->actions())
        action->setChecked(action->data() == Theme::name(kind));
}

void MainWindow::setLanguage(const QString &name)
{
    m_language.apply(name);
    for (QAction *action : m_languages->actions())
        action->setChecked(action->data() == name);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::retranslate()
{
    const QStringList docks{tr("Connection"),    tr("Routing"), tr("Results"),      tr("Flight of one send"),
                            tr("Message files"), tr("Sandbox"), tr("Transactions"), tr("Stored message")};
    for (qsizetype i = 0; i < m_docks.size(); ++i)
        m_docks.at(i)->setWindowTitle(docks.at(i));
    m_messageMenu->setTitle(tr("&Message"));
    m_connectionMenu->setTitle(tr("&Connection"));
    m_resultsMenu->setTitle(tr("&Results"));
    m_routingMenu->setTitle(tr("R&outing"));
    m_sandboxMenu->setTitle(tr("&Sandbox"));
    m_transactionsMenu->setTitle(tr("&Transactions"));
    m_viewMenu->setTitle(tr("&View"));
    m_themeMenu->setTitle(tr("&Colours"));
    m_languageMenu->setTitle(tr("&Language"));
    m_helpMenu->setTitle(tr("&Help"));
    m_examine->setText(tr("E&xamine the way of a send…"));
    m_examine->setStatusTip(
        tr("Looks at each step from here to the topic's brokers, and says what is wrong; sends no message"));
    m_quit->setText(tr("&Quit"));
    m_quit->setStatusTip(tr("Stops the producer and closes the window"));
    m_resetLayout->setText(tr("&Reset layout"));
    m_resetLayout->setStatusTip(tr("Puts every panel back to its first place"));
    m_about->setText(tr("&About Gantry"));
    m_about->setStatusTip(tr("The version, and what a report of a fault needs"));
    const QStringList themes{tr("As the desktop"), tr("Light"), tr("Dark")};
    const QStringList languages{tr("As the desktop"), u"English"_s, u"简体中文"_s};
    for (qsizetype i = 0; i < themes.size(); ++i) {
        m_themes->actions().at(i)->setText(themes.at(i));
        m_languages->actions().at(i)->setText(languages.at(i));
    }
    m_state->setAccessibleName(tr("State of the producer"));
    showState();
    showTransactions();
    showEnvironment();
}

void MainWindow::showState()
{
    const QString nameServers = m_workspace.session().nameServers();
    m_state->setText(nameServers.isEmpty() || m_connection->stateText().contains(nameServers)
                         ? m_connection->stateText()
                         : tr("%1, %2").arg(m_connection->stateText(), nameServers));
}

void MainWindow::showTransactions()
{
    const qsizetype open = m_workspace.session().transactions().openCount();
    m_docks.at(6)->setWindowTitle(open > 0 ? tr("Transactions: %n open", nullptr, int(open))
                                           : tr("Transactions"));
}

void MainWindow::showEnvironment()
{
    const Profile &profile = m_workspace.profile();
    const bool isProduction = m_connection->environment() == Environment::Production;
    m_frame->setVisible(isProduction);
    m_frame->raise();
    setWindowTitle(isProduction ? tr("%1 — PRODUCTION — Gantry").arg(profile.name)
                                : tr("%1 — Gantry").arg(profile.name));
}

void MainWindow::showAbout()
{
    auto *dialog = new AboutDialog(m_workspace.paths(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::examine(const TopicName &topic)
{
    if (!m_doctor)
        m_doctor = new DoctorDialog(m_workspace, this);
    m_doctor->examine(topic);
}

QString MainWindow::settingsFile() const
{
    return m_workspace.paths().config + u"/window.ini"_s;
}

void MainWindow::restore()
{
    const QSettings settings(settingsFile(), QSettings::IniFormat);
    setLanguage(settings.value("language", u"system"_s).toString());
    setTheme(Theme::fromName(settings.value("colours").toString()));
    const QSize room = screen() ? screen()->availableSize() : usualSize;
    resize(usualSize.boundedTo(room));
    const QByteArray layout = settings.value("layout").toByteArray();
    if (restoreGeometry(settings.value("geometry").toByteArray()) && restoreState(layout, layoutVersion))
        m_layoutToFit = layout;
    else
        arrange();
}

/// Only now everything in the window has its size: restored before, the docks would be a little off each
/// time.
void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (m_layoutToFit.isEmpty())
        return;
    layout()->activate();
    restoreState(std::exchange(m_layoutToFit, {}), layoutVersion);
}

void MainWindow::remember() const
{
    QSettings settings(settingsFile(), QSettings::IniFormat);
    settings.setValue("geometry", saveGeometry());
    settings.setValue("layout", saveState(layoutVersion));
    settings.setValue("colours", Theme::name(m_theme.kind()));
    settings.setValue("language", m_language.name());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    remember();
    QMainWindow::closeEvent(event);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    const bool isArranged = event->type() == QEvent::Resize || event->type() == QEvent::Move
                            || event->type() == QEvent::Show || event->type() == QEvent::Hide;
    if (isArranged && isVisible())
        m_remembering.start();
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_remembering.start();
}

void MainWindow::moveEvent(QMoveEvent *event)
{
    QMainWindow::moveEvent(event);
    m_remembering.start();
}

} // namespace gantry::ui
