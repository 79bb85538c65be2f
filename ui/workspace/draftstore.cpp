// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/draftstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ui {

namespace {
constexpr auto delay = 500ms;
constexpr auto pathMember = "path"_L1;
} // namespace

DraftStore::DraftStore(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
    m_writing.setSingleShot(true);
    m_writing.setInterval(delay);
    connect(&m_writing, &QTimer::timeout, this, &DraftStore::write);
}

DraftStore::~DraftStore()
{
    if (m_writing.isActive())
        write();
}

DraftStore::Drafts DraftStore::load() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    Drafts drafts;
    const QJsonArray messages = json.value("messages"_L1).toArray();
    for (const auto &message : messages) {
        MessageDraft &draft = drafts.messages.emplace_back(MessageDraft::fromJson(message.toObject()));
        draft.path = message.toObject().value(pathMember).toString();
    }
    drafts.current = json.value("current"_L1).toInt();
    return drafts;
}

void DraftStore::save(const Drafts &drafts)
{
    m_drafts = drafts;
    if (!m_writing.isActive()) // else typing without a pause would put it off for ever
        m_writing.start();
}

void DraftStore::write()
{
    m_writing.stop();
    QJsonArray messages;
    for (const MessageDraft &draft : m_drafts.messages) {
        QJsonObject message = draft.toJson();
        message.insert(pathMember, draft.path);
        messages.append(message);
    }
    const QByteArray text =
        QJsonDocument(QJsonObject{{u"current"_s, m_drafts.current}, {u"messages"_s, messages}}).toJson();
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    const bool isWritten =
        file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
    const QString trouble =
        isWritten ? QString() : tr("drafts cannot be kept in %1: %2").arg(m_path, file.errorString());
    if (trouble == m_trouble)
        return;
    m_trouble = trouble;
    Q_EMIT troubleChanged(trouble);
}

} // namespace gantry::ui
