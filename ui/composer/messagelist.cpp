// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/messagelist.h"

#include "workspace/messagefile.h"

#include <QAction>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileSystemModel>
#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace gantry::ui {

MessageList::MessageList(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_files(new QFileSystemModel(this))
    , m_list(new QListView(this))
    , m_trouble(new QLabel(this))
    , m_open(new QAction(this))
    , m_choose(new QAction(this))
{
    m_files->setNameFilters({u"*.json"_s});
    m_files->setNameFilterDisables(false);
    m_files->setFilter(QDir::Files);
    m_files->setOption(QFileSystemModel::DontUseCustomDirectoryIcons);
    m_list->setObjectName("messageFiles"_L1);
    m_list->setModel(m_files);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->addActions({m_open, m_choose});
    m_trouble->setObjectName("messageFileTrouble"_L1);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    m_open->setObjectName("openMessageFile"_L1);
    m_choose->setObjectName("chooseMessageFolder"_L1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_trouble);
    setFocusProxy(m_list);
    connect(m_list, &QListView::activated, this, &MessageList::openCurrent);
    connect(m_open, &QAction::triggered, this, &MessageList::openCurrent);
    connect(m_choose, &QAction::triggered, this, &MessageList::chooseFolder);
    connect(&workspace, &Workspace::messagesFolderChanged, this, &MessageList::showFolder);
    retranslate();
    showFolder();
}

void MessageList::retranslate()
{
    m_list->setAccessibleName(tr("Message files"));
    m_open->setText(tr("&Open message file"));
    m_open->setStatusTip(tr("Opens the selected message in a tab"));
    m_choose->setText(tr("Choose message &folder…"));
    m_choose->setStatusTip(tr("The folder in which messages are kept, for example a clone of a repository"));
}

void MessageList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

QList<QAction *> MessageList::menuActions() const
{
    return {m_open, m_choose};
}

void MessageList::showFolder()
{
    const QString folder = m_workspace.messagesFolder();
    QDir().mkpath(folder);
    m_list->setRootIndex(m_files->setRootPath(folder));
    m_list->setToolTip(folder);
}

void MessageList::openCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    const QString path = m_files->filePath(index);
    const Result<MessageDraft> draft = loadMessageFile(path);
    m_trouble->setText(draft ? QString() : tr("⚠ %1").arg(draft.error().detail));
    m_trouble->setVisible(!draft);
    if (draft)
        Q_EMIT openRequested(path, *draft);
}

void MessageList::chooseFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Message folder"), m_workspace.messagesFolder());
    if (!folder.isEmpty())
        m_workspace.setMessagesFolder(folder);
}

} // namespace gantry::ui
