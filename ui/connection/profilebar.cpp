// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/profilebar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPixmap>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

ProfileBar::ProfileBar(ProfileStore &store, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_name(new QStackedWidget(this))
    , m_names(new QComboBox(this))
    , m_newName(new QLineEdit(this))
    , m_menu(new QToolButton(this))
    , m_environment(new QComboBox(this))
    , m_message(new MessageLabel(this))
    , m_problems(new MessageLabel(this))
    , m_add(makeAction(u"profileAdd"_s, &ProfileBar::addEmpty))
    , m_duplicate(makeAction(u"profileDuplicate"_s, &ProfileBar::duplicate))
    , m_rename(makeAction(u"profileRename"_s, &ProfileBar::rename))
    , m_remove(makeAction(u"profileDelete"_s, &ProfileBar::remove))
    , m_undo(makeAction(u"profileUndoDelete"_s, &ProfileBar::undoRemove))
{
    build();
    for (int i = 0; i < store.size(); ++i)
        m_names->addItem(store.profile(i).name);
    for (int i = 0; i < 4; ++i)
        m_environment->addItem(QString());
    connect(m_names, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_message->clear();
        refresh();
        Q_EMIT selected(index);
    });
    connect(m_environment, &QComboBox::activated, this, &ProfileBar::setEnvironment);
    connect(m_newName, &QLineEdit::returnPressed, this, &ProfileBar::finishRename);
    m_newName->installEventFilter(this);
    m_undo->setEnabled(false);
    retranslate();
    refresh();
}

QAction *ProfileBar::makeAction(const QString &name, void (ProfileBar::*slot)())
{
    auto *action = new QAction(this);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    m_actions.append(action);
    return action;
}

void ProfileBar::build()
{
    m_names->setObjectName(u"profile"_s);
    m_names->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_names->setMinimumContentsLength(8);
    m_newName->setObjectName(u"profileName"_s);
    m_environment->setObjectName(u"environment"_s);
    m_message->setObjectName(u"profileMessage"_s);
    m_problems->setObjectName(u"profileProblems"_s);
    m_name->addWidget(m_names);
    m_name->addWidget(m_newName);
    m_name->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setObjectName(u"profileMenu"_s);
    m_menu->setText(u"…"_s);
    m_menu->setFocusPolicy(Qt::StrongFocus);
    m_menu->addActions(m_actions);
    auto *row = new QHBoxLayout;
    row->addWidget(m_name, 1);
    row->addWidget(m_menu);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(row);
    column->addWidget(m_environment);
    column->addWidget(m_message);
    column->addWidget(m_problems);
}

void ProfileBar::retranslate()
{
    m_names->setAccessibleName(tr("Profile"));
    m_newName->setAccessibleName(tr("New name of the profile"));
    m_menu->setAccessibleName(tr("Change profiles"));
    m_menu->setToolTip(tr("Add, duplicate, rename or delete profiles"));
    m_environment->setAccessibleName(tr("Environment of the profile"));
    m_environment->setToolTip(tr("Where this profile leads. Production shows a red frame, and asks before a "
                                 "burst."));
    m_environment->setItemText(int(Environment::None), tr("No environment"));
    m_environment->setItemText(int(Environment::Development), tr("Development"));
    m_environment->setItemText(int(Environment::Testing), tr("Testing"));
    m_environment->setItemText(int(Environment::Production), tr("Production"));
    m_add->setText(tr("New profile"));
    m_add->setStatusTip(tr("Makes a profile for another cluster."));
    m_duplicate->setText(tr("Duplicate profile"));
    m_duplicate->setStatusTip(tr("Makes a profile with the same settings."));
    m_rename->setText(tr("Rename profile"));
    m_rename->setStatusTip(tr("Gives the profile another name."));
    m_remove->setText(tr("Delete profile"));
    m_remove->setStatusTip(tr("Deletes the profile; this can be undone until the window closes."));
    m_undo->setText(tr("Undo delete profile"));
    m_undo->setStatusTip(tr("Brings the profile back that was deleted last."));
    showProblems();
}

void ProfileBar::showProblems()
{
    m_problems->say(Status::Warning, m_store.problems().join(u'\n'));
}

void ProfileBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

QIcon ProfileBar::colourOf(Environment environment) const
{
    QPixmap square(fontMetrics().height(), fontMetrics().height());
    square.fill(environmentColour(environment, palette()));
    return square;
}

void ProfileBar::refresh()
{
    if (current() < 0)
        return;
    for (int i = 0; i < m_store.size(); ++i) {
        m_names->setItemText(i, m_store.profile(i).name);
        m_names->setItemIcon(i, colourOf(m_store.profile(i).environment));
    }
    for (int i = 0; i < m_environment->count(); ++i)
        m_environment->setItemIcon(i, colourOf(Environment(i)));
    m_environment->setCurrentIndex(int(m_store.profile(current()).environment));
    m_rename->setEnabled(current() > 0);
    m_remove->setEnabled(current() > 0);
}

void ProfileBar::setCurrent(int index)
{
    m_names->setCurrentIndex(index);
}

void ProfileBar::add(const Profile &profile)
{
    const int index = m_store.add(profile);
    m_names->addItem(profile.name);
    setCurrent(index);
    Q_EMIT changed(profile);
}

void ProfileBar::addEmpty()
{
    Profile profile;
    profile.name = m_store.freeName(tr("New cluster"));
    profile.config.group = Profile::sandbox().config.group;
    profile.config.nameServers = u"127.0.0.1:9876"_s;
    add(profile);
    rename();
}

void ProfileBar::duplicate()
{
    Profile profile = m_store.profile(current());
    const QString from = std::exchange(profile.name, m_store.freeName(tr("%1 copy").arg(profile.name)));
    Q_EMIT copied(from, profile.name);
    add(profile);
}

void ProfileBar::rename()
{
    m_newName->setText(m_store.profile(current()).name);
    m_name->setCurrentWidget(m_newName);
    m_newName->setFocus();
    m_newName->selectAll();
}

void ProfileBar::finishRename()
{
    const QString name = m_newName->text().trimmed();
    if (name.isEmpty()) {
        m_message->say(Status::Bad, tr("A profile needs a name."));
        return;
    }
    if (m_store.freeName(name, current()) != name) {
        m_message->say(Status::Bad, tr("There is a profile of this name already."));
        return;
    }
    m_message->clear();
    m_name->setCurrentWidget(m_names);
    m_names->setFocus();
    Profile profile = m_store.profile(current());
    profile.name = name;
    Q_EMIT changed(profile);
}

/// Escape leaves the name as it was.
bool ProfileBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_newName && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_message->clear();
        m_name->setCurrentWidget(m_names);
        m_names->setFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ProfileBar::remove()
{
    const int index = current();
    const Profile profile = m_store.profile(index);
    if (const Result<void> removed = m_store.remove(index); !removed) {
        showError(removed.error());
        return;
    }
    m_name->setCurrentWidget(m_names);
    {
        const QSignalBlocker blocker(m_names); // the next one would seem to be this one
        m_names->removeItem(index);
        m_names->setCurrentIndex(0);
    }
    m_removed = profile;
    m_undo->setEnabled(true);
    refresh();
    Q_EMIT removed(profile.name);
    Q_EMIT selected(0);
    m_message->say(Status::Neutral,
                   tr("“%1” was deleted. “Undo delete profile” brings it back.").arg(profile.name));
}

void ProfileBar::undoRemove()
{
    if (!m_removed)
        return;
    Profile profile = *std::exchange(m_removed, std::nullopt);
    m_undo->setEnabled(false);
    profile.name = m_store.freeName(profile.name);
    Q_EMIT restored(profile.name);
    add(profile);
}

void ProfileBar::setEnvironment(int index)
{
    Profile profile = m_store.profile(current());
    profile.environment = Environment(index);
    Q_EMIT changed(profile);
}

} // namespace gantry::ui
