// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/history.h"

#include "workspace/giveway.h"

using namespace Qt::StringLiterals;

namespace gantry::ui {

History::History(const QString &path, qint64 maxRows, QObject *parent)
    : QObject(parent)
    , m_maxRows(maxRows)
    , m_writer(new HistoryWriter(path, maxRows))
    , m_reader(new HistoryReader(path))
{
    m_writerThread.setObjectName(u"history"_s);
    m_readerThread.setObjectName(u"history search"_s);
    m_writer->moveToThread(&m_writerThread);
    m_reader->moveToThread(&m_readerThread);
    connect(&m_writerThread, &QThread::finished, m_writer, &QObject::deleteLater);
    connect(&m_readerThread, &QThread::finished, m_reader, &QObject::deleteLater);
    connect(m_writer, &HistoryWriter::troubled, this, &History::onTroubled);
    connect(m_writer, &HistoryWriter::wrote, this, &History::wrote);
    connect(m_reader, &HistoryReader::found, this, &History::onFound);
    for (QThread *thread : {&m_writerThread, &m_readerThread})
        connect(thread, &QThread::started, thread, &giveWayToWindow, Qt::DirectConnection);
    m_writerThread.start();
    m_readerThread.start();
}

History::~History()
{
    QMetaObject::invokeMethod(m_writer, &HistoryWriter::finish, Qt::BlockingQueuedConnection);
    for (QThread *thread : {&m_writerThread, &m_readerThread})
        thread->quit();
    for (QThread *thread : {&m_writerThread, &m_readerThread})
        thread->wait();
}

void History::setMaxRows(qint64 rows)
{
    m_maxRows = rows;
    m_writer->setMaxRows(rows);
}

void History::search(const OutcomeQuery &query, int limit)
{
    m_reader->expect(++m_question);
    QMetaObject::invokeMethod(m_reader, [reader = m_reader, question = m_question, query, limit] {
        reader->find(question, query, limit);
    });
}

QString History::trouble() const
{
    if (m_what.isEmpty())
        return m_lost > 0 ? tr("%n outcomes could not be written to the history.", nullptr, int(m_lost))
                          : QString();
    QString text = tr("The history cannot be written: %1. It is tried again every five seconds.").arg(m_what);
    if (m_lost > 0)
        text += u' ' + tr("%n outcomes were given up.", nullptr, int(m_lost));
    return text;
}

void History::onTroubled(const QString &what, qint64 lost)
{
    if (m_what == what && m_lost == lost)
        return; // it was tried again, and is as it was
    m_what = what;
    m_lost = lost;
    Q_EMIT troubleChanged();
}

void History::onFound(quint64 question, const std::vector<SentMessage> &messages, const QString &error)
{
    if (question == m_question)
        Q_EMIT found(messages, error);
}

} // namespace gantry::ui
