// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logpanel.h"

#include "log/filterfield.h"
#include "log/historydialog.h"
#include "log/logexport.h"
#include "log/logmodel.h"
#include "log/logview.h"
#include "log/totalstext.h"
#include "workspace/elidedlabel.h"

#include <QAction>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include <numeric>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ui {

namespace {

constexpr auto refreshTime = 200ms;
constexpr qsizetype mostResent = 10'000;

QString settingsPath(const Workspace &workspace)
{
    return workspace.paths().config + u"/log.ini"_s;
}

QLabel *named(QLabel *label, QLatin1StringView name)
{
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

LogPanel::LogPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_model(new LogModel(workspace.outcomes(), this))
    , m_view(new LogView(*m_model, this))
    , m_filter(new FilterField(this))
    , m_count(named(new QLabel(this), "count"_L1))
    , m_totals(named(new QLabel(this), "totals"_L1))
    , m_notice(named(new ElidedLabel(Qt::ElideRight, this), "notice"_L1))
    , m_trouble(named(new QLabel(this), "historyTrouble"_L1))
    , m_followButton(new QToolButton(this))
    , m_exportButton(new QToolButton(this))
    , m_exportMenu(new QMenu(this))
{
    m_view->setObjectName("log"_L1);
    buildActions();
    buildLayout();
    m_view->restore(QSettings(settingsPath(workspace), QSettings::IniFormat));
    m_refresh.setSingleShot(true);
    connectAll();
    retranslate();
}

LogPanel::~LogPanel() = default;

QAction *LogPanel::addNewAction(const QString &name, const QKeySequence &shortcut)
{
    auto *action = new QAction(this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    addAction(action);
    return action;
}

void LogPanel::buildActions()
{
    m_focusFilter = addNewAction(u"filterLog"_s, Qt::CTRL | Qt::Key_F);
    m_follow = addNewAction(u"followLog"_s);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_clear = addNewAction(u"clearLog"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    m_copyText = addNewAction(u"copyRows"_s, QKeySequence::Copy);
    // Elsewhere Ctrl+C copies text.
    m_copyText->setShortcutContext(Qt::WidgetShortcut);
    m_copyTsv = addNewAction(u"copyRowsAsTable"_s);
    m_copyJson = addNewAction(u"copyRowsAsJson"_s);
    m_resend = addNewAction(u"resend"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_R);
    m_edit = addNewAction(u"editAndResend"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    m_exportCsv = addNewAction(u"exportCsv"_s);
    m_exportJson = addNewAction(u"exportJsonLines"_s);
    m_showHistory = addNewAction(u"showHistory"_s, Qt::CTRL | Qt::Key_H);
    m_exportMenu->addActions({m_exportCsv, m_exportJson});
    m_view->addActions({m_copyText, m_copyTsv, m_copyJson});
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    m_view->addActions({separator, m_resend, m_edit, m_view->columnsMenu()->menuAction()});
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void LogPanel::buildLayout()
{
    m_followButton->setDefaultAction(m_follow);
    m_exportButton->setMenu(m_exportMenu);
    m_exportButton->setPopupMode(QToolButton::InstantPopup);
    auto *clear = new QToolButton(this);
    clear->setDefaultAction(m_clear);
    auto *history = new QToolButton(this);
    history->setDefaultAction(m_showHistory);
    for (QToolButton *button : {m_followButton, clear, m_exportButton, history}) {
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    auto *top = new QHBoxLayout;
    top->addWidget(m_filter, 1);
    top->addWidget(m_count);
    for (QToolButton *button : {m_followButton, clear, m_exportButton, history})
        top->addWidget(button);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_totals);
    bottom->addWidget(m_notice, 1);
    m_notice->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_trouble->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_filter->problem());
    layout->addWidget(m_view, 1);
    layout->addLayout(bottom);
    layout->addWidget(m_trouble);
}

void LogPanel::connectAll()
{
    connect(m_filter, &FilterField::queryChanged, m_model, &LogModel::setQuery);
    connect(m_model, &LogModel::scanningChanged, this, &LogPanel::showCount);
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onRowsInserted(first, last); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &LogPanel::onReset);
    connect(m_view, &LogView::rowPicked, this, &LogPanel::onRowPicked);
    connect(m_view, &LogView::followingChanged, m_follow, &QAction::setChecked);
    connect(m_view, &LogView::columnsChanged, this, [this] {
        QSettings settings(settingsPath(m_workspace), QSettings::IniFormat);
        m_view->save(settings);
    });
    connect(m_view, &QAbstractItemView::activated, this, [this] { Q_EMIT m_edit->triggered(); });
    connect(m_follow, &QAction::toggled, m_view, &LogView::setFollowing);
    connect(m_focusFilter, &QAction::triggered, this, [this] {
        m_filter->edit()->setFocus(Qt::ShortcutFocusReason);
        m_filter->edit()->selectAll();
    });
    connect(m_clear, &QAction::triggered, &m_workspace.outcomes(), &OutcomeStore::clear);
    connect(m_copyText, &QAction::triggered, this, [this] { copy(LogFormat::Text); });
    connect(m_copyTsv, &QAction::triggered, this, [this] { copy(LogFormat::Tsv); });
    connect(m_copyJson, &QAction::triggered, this, [this] { copy(LogFormat::JsonLines); });
    connect(m_resend, &QAction::triggered, this, &LogPanel::resend);
    connect(m_edit, &QAction::triggered, this, &LogPanel::editSelected);
    connect(m_exportCsv, &QAction::triggered, this, [this] { chooseExportFile(LogFormat::Csv); });
    connect(m_exportJson, &QAction::triggered, this, [this] { chooseExportFile(LogFormat::JsonLines); });
    connect(m_showHistory, &QAction::triggered, this, &LogPanel::showHistory);
    connect(&m_workspace.outcomes(), &OutcomeStore::appended, this, [this] {
        if (!m_refresh.isActive())
            m_refresh.start(refreshTime);
    });
    connect(&m_refresh, &QTimer::timeout, this, &LogPanel::showTotals);
    connect(&m_workspace.history(), &History::troubleChanged, this, &LogPanel::showTrouble);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LogPanel::enableActions);
}

void LogPanel::addRowActions(const QList<QAction *> &actions)
{
    m_view->insertActions(m_view->columnsMenu()->menuAction(), actions);
}

QList<QAction *> LogPanel::menuActions() const
{
    return {m_focusFilter, m_follow,  m_view->columnsMenu()->menuAction(),
            m_copyText,    m_copyTsv, m_copyJson,
            m_resend,      m_edit,    m_exportCsv,
            m_exportJson,  m_clear,   m_showHistory};
}

void LogPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void LogPanel::setTexts(QAction *action, const QString &text, const QString &tip) const
{
    action->setText(text);
    action->setStatusTip(tip);
    action->setToolTip(tip);
}

void LogPanel::retranslateActions()
{
    setTexts(m_focusFilter, tr("Filter the log"), tr("Goes to the field that filters the log"));
    setTexts(m_follow, tr("Follow"), tr("Keeps the newest result in sight"));
    setTexts(m_clear, tr("Clear"), tr("Empties the log and its totals; the history keeps all of it"));
    setTexts(m_copyText, tr("Copy"), tr("Copies the selected results as text"));
    setTexts(m_copyTsv, tr("Copy as table"), tr("Copies the selected results with tabs, for a spreadsheet"));
    setTexts(m_copyJson, tr("Copy as JSON"), tr("Copies the selected results as JSON, one a line"));
    setTexts(m_resend, tr("Resend"), tr("Sends the selected messages once more, as they were"));
    setTexts(m_edit, tr("Edit and resend"), tr("Opens the selected message in a new tab of the composer"));
    setTexts(m_exportCsv, tr("Export as CSV…"),
             tr("Writes the results that are shown into a file for a spreadsheet"));
    setTexts(m_exportJson, tr("Export as JSON lines…"),
             tr("Writes the results that are shown into a file, in the form that gantryctl prints"));
    setTexts(m_showHistory, tr("History"), tr("Shows results of earlier starts, too"));
}

void LogPanel::retranslate()
{
    retranslateActions();
    m_view->retranslate();
    m_view->setAccessibleName(tr("Results"));
    m_filter->setTexts(tr("Filter: failed topic:Order queue:broker-a:3 >50ms text"), tr("Filter of the log"));
    m_exportButton->setText(tr("Export"));
    m_exportButton->setToolTip(tr("Writes the results that are shown into a file"));
    m_exportButton->setAccessibleName(tr("Export"));
    m_exportMenu->setTitle(tr("Export"));
    m_totals->setAccessibleName(tr("Totals"));
    m_count->setAccessibleName(tr("Results shown"));
    m_notice->setAccessibleName(tr("Notice"));
    m_trouble->setAccessibleName(tr("State of the history"));
    m_notice->clear();
    showTotals();
    showCount();
    showTrouble();
    enableActions();
}

void LogPanel::onRowsInserted(int first, int last)
{
    showCount();
    if (m_isByHand)
        return;
    if (m_number == 0)
        select(m_model->numberAt(first));
    else if (m_view->isFollowing() && first == last)
        select(m_model->numberAt(last));
}

void LogPanel::onRowPicked(quint64 number)
{
    m_number = number;
    const bool isNewest = m_model->rowOf(number) == m_model->rowCount() - 1;
    m_isByHand = number != 0 && !(isNewest && m_view->isFollowing());
    if (number == 0)
        Q_EMIT nothingSelected();
    else
        Q_EMIT selected(m_workspace.outcomes().sent(m_model->storeRow(m_model->rowOf(number))));
}

/// Another filter, or an empty log: the selected row stays selected where it is still there.
void LogPanel::onReset()
{
    showCount();
    enableActions();
    if (m_number == 0)
        return;
    if (m_number < m_workspace.outcomes().firstNumber()) {
        m_number = 0;
        m_isByHand = false;
        showTotals();
    }
    m_view->selectNumber(m_number);
    if (m_model->rowOf(m_number) < 0)
        Q_EMIT nothingSelected();
    else
        Q_EMIT selected(m_workspace.outcomes().sent(m_model->storeRow(m_model->rowOf(m_number))));
}

void LogPanel::select(quint64 number)
{
    m_number = number;
    m_view->selectNumber(number);
    Q_EMIT selected(m_workspace.outcomes().sent(m_model->storeRow(m_model->rowOf(number))));
}

void LogPanel::showTotals()
{
    const OutcomeTotals &totals = m_workspace.outcomes().totals();
    const double rate = totals.rate.perSecond(std::chrono::steady_clock::now());
    m_totals->setText(totalsText(totals, rate));
    if (rate > 0)
        m_refresh.start(refreshTime); // it goes down by itself
}

void LogPanel::showCount()
{
    const QLocale locale;
    if (const std::optional<double> progress = m_model->progress())
        m_count->setText(tr("Filtering… %1 %").arg(int(*progress * 100)));
    else if (m_model->isFiltered())
        m_count->setText(
            tr("%1 of %2")
                .arg(locale.toString(m_model->rowCount()), locale.toString(m_workspace.outcomes().size())));
    else
        m_count->clear();
}

void LogPanel::showTrouble()
{
    m_trouble->setText(m_workspace.history().trouble());
    m_trouble->setVisible(!m_trouble->text().isEmpty());
}

void LogPanel::enableActions()
{
    const bool isAny = m_view->selectionModel()->hasSelection();
    for (QAction *action : {m_copyText, m_copyTsv, m_copyJson, m_resend, m_edit})
        action->setEnabled(isAny);
}

void LogPanel::copy(LogFormat format)
{
    m_view->copySelected(format);
    const qsizetype count = m_view->selectedCount();
    say(count <= LogView::mostCopied
            ? tr("%n results were copied.", nullptr, int(count))
            : tr("Only the first %n results were copied; an export writes all of them.", nullptr,
                 int(LogView::mostCopied)));
}

void LogPanel::resend()
{
    std::vector<SentMessage> messages;
    qsizetype gone = 0;
    for (const qsizetype row : m_view->selectedStoreRows(mostResent)) {
        if (m_workspace.outcomes().hasMessage(row))
            messages.push_back(m_workspace.outcomes().sent(row));
        else
            ++gone;
    }
    if (gone > 0)
        say(tr("%n messages cannot be sent again: they are too old, their bodies are no longer kept.",
               nullptr, int(gone)));
    else if (m_view->selectedCount() > mostResent)
        say(tr("Only the first %n messages are sent again.", nullptr, int(mostResent)));
    else
        say({});
    if (!messages.empty())
        Q_EMIT resendRequested(messages);
}

void LogPanel::editSelected()
{
    const std::vector<qsizetype> rows = m_view->selectedStoreRows(1);
    if (rows.empty())
        return;
    const bool isWhole = m_workspace.outcomes().hasMessage(rows.front());
    say(isWhole ? QString() : tr("The message is too old: its body and properties are no longer kept."));
    Q_EMIT editRequested(m_workspace.outcomes().sent(rows.front()));
}

void LogPanel::chooseExportFile(LogFormat format)
{
    const bool isCsv = format == LogFormat::Csv;
    auto *dialog =
        new QFileDialog(this, isCsv ? tr("Export as CSV") : tr("Export as JSON lines"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(isCsv ? u"csv"_s : u"jsonl"_s);
    dialog->setNameFilter(isCsv ? tr("CSV files (*.csv)") : tr("JSON lines (*.jsonl *.json)"));
    dialog->selectFile(isCsv ? u"gantry-log.csv"_s : u"gantry-log.jsonl"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString &path) { exportTo(path, format); });
    dialog->open();
}

void LogPanel::exportTo(const QString &path, LogFormat format)
{
    if (m_export)
        return;
    std::vector<quint64> numbers(size_t(m_model->rowCount()));
    for (size_t row = 0; row < numbers.size(); ++row)
        numbers[row] = m_model->numberAt(int(row));
    m_export = new LogExport(m_workspace.outcomes(), std::move(numbers), LogText(format, allLogColumns()),
                             path, this);
    connect(m_export, &LogExport::finished, this, &LogPanel::onExported);
    connect(m_export, &LogExport::progressed, this,
            [this] { say(tr("Exporting… %1 %").arg(int(m_export->progress() * 100))); });
    for (QAction *action : {m_exportCsv, m_exportJson})
        action->setEnabled(false);
    m_export->start();
}

void LogPanel::onExported(const QString &error)
{
    const QString path = QDir::toNativeSeparators(m_export->path());
    if (!error.isEmpty())
        say(tr("%1 cannot be written: %2").arg(path, error));
    else if (m_export->missed() > 0)
        say(tr("%1 is written, but %n results had gone from the log before.", nullptr,
               int(m_export->missed()))
                .arg(path));
    else
        say(tr("%n results are in %1.", nullptr, int(m_export->written())).arg(path));
    m_export->deleteLater();
    m_export = nullptr;
    for (QAction *action : {m_exportCsv, m_exportJson})
        action->setEnabled(true);
}

void LogPanel::showHistory()
{
    if (!m_history) {
        m_history = new HistoryDialog(m_workspace, this);
        connect(m_history, &HistoryDialog::selected, this, &LogPanel::selected);
        connect(m_history, &HistoryDialog::editRequested, this, &LogPanel::editRequested);
    }
    m_history->show();
    m_history->raise();
    m_history->activateWindow();
}

void LogPanel::say(const QString &notice)
{
    m_notice->setText(notice);
    m_notice->setToolTip(notice);
}

} // namespace gantry::ui
