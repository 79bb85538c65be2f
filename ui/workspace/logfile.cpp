// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/logfile.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

/// Longer messages are cut: none may push all others out.
constexpr qsizetype maxLineLength = 4096;

// The handler of Qt's messages is a function without an object.
QBasicMutex taking;
LogFile *taker = nullptr;
QtMessageHandler before = nullptr;

void take(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    // What Qt says of the writing itself goes nowhere: it would come back for ever.
    thread_local bool isWriting = false;
    if (isWriting)
        return;
    isWriting = true;
    QtMessageHandler next = nullptr;
    {
        const QMutexLocker lock(&taking);
        next = before;
        if (taker)
            taker->append(type, context.category, text);
    }
    isWriting = false;
    if (next)
        next(type, context, text);
}

QLatin1StringView word(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug"_L1;
    case QtInfoMsg:
        return "info"_L1;
    case QtWarningMsg:
        return "warning"_L1;
    case QtCriticalMsg:
        return "error"_L1;
    case QtFatalMsg:
        break;
    }
    return "fatal"_L1;
}

} // namespace

LogFile::LogFile(QString path, qint64 maxBytes)
    : m_path(std::move(path))
    , m_maxBytes(maxBytes)
{
    open();
}

LogFile::~LogFile()
{
    const QMutexLocker lock(&taking);
    if (taker == this) {
        taker = nullptr;
        qInstallMessageHandler(std::exchange(before, nullptr));
    }
}

QString LogFile::standardPath()
{
#ifdef Q_OS_LINUX
    // QStandardPaths knows the state directory from Qt 6.7 on. One that is not absolute counts for nothing.
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (!QDir::isAbsolutePath(state))
        state = QDir::homePath() + u"/.local/state"_s;
    return state + u"/gantry/gantry.log"_s;
#else
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/gantry/gantry.log"_s;
#endif
}

QString LogFile::numbered(int number) const
{
    return number == 0 ? m_path : m_path + u'.' + QString::number(number);
}

void LogFile::open()
{
    QDir().mkpath(QFileInfo(m_path).path());
    m_file.setFileName(m_path);
    if (m_file.open(QIODevice::Append))
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

void LogFile::rotate()
{
    m_file.close();
    QFile::remove(numbered(olderFiles));
    for (int number = olderFiles; number > 0; --number)
        QFile::rename(numbered(number - 1), numbered(number));
    open();
}

void LogFile::append(QtMsgType type, const char *category, const QString &text)
{
    // A line each, whatever a server's text has in it.
    QString line = text.left(maxLineLength);
    line.replace(u'\n', u' ').replace(u'\r', u' ');
    const QByteArray bytes = u"%1 %2 %3: %4\n"_s
                                 .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs), word(type),
                                      QLatin1StringView(category ? category : "default"), line)
                                 .toUtf8();
    const QMutexLocker lock(&m_mutex);
    if (m_file.isOpen() && m_file.size() > 0 && m_file.size() + bytes.size() > m_maxBytes)
        rotate();
    if (m_file.isOpen()) {
        m_file.write(bytes);
        m_file.flush();
    }
}

void LogFile::takeMessages()
{
    const QMutexLocker lock(&taking);
    taker = this;
    before = qInstallMessageHandler(take);
}

} // namespace gantry::ui
